#include "peer-gui/engine/singleinstance.h"
#include "peer-gui/engine/startsocket.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <fcntl.h>
#include <thread>

using namespace ft;
using namespace ft::engine;
using namespace std::chrono_literals;

namespace {

using Claimed = Result<SingleInstance::Claim, SingleInstance::Failure>;
using First = std::unique_ptr<SingleInstance>;

/// Another start, in a thread of its own as it blocks, while this one has its event loop.
class OtherStart
{
public:
    OtherStart(const QString &folder, StartMessage message, std::chrono::milliseconds limit)
        : m_thread([this, folder, message = std::move(message), limit] {
            m_claimed = SingleInstance::claim(folder, message, limit);
            m_isOver = true;
        })
    {}
    ~OtherStart() { m_thread.join(); }
    Q_DISABLE_COPY_MOVE(OtherStart)

    [[nodiscard]] bool isOver() const { return m_isOver; }
    [[nodiscard]] bool isHandedOver() const
    {
        return m_claimed && std::holds_alternative<SingleInstance::HandedOver>(*m_claimed);
    }
    [[nodiscard]] bool isFirst() const
    {
        return m_claimed && std::holds_alternative<First>(*m_claimed);
    }
    [[nodiscard]] bool hasFailed(SingleInstance::Fault fault) const
    {
        return !m_claimed && m_claimed.error().fault == fault;
    }

private:
    Claimed m_claimed = tl::unexpected(SingleInstance::Failure{});
    std::atomic<bool> m_isOver = false;
    std::thread m_thread;
};

} // namespace

class TestSingleInstance final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<StartMessage> m_taken;

    [[nodiscard]] QString state() const { return m_folder->filePath(QStringLiteral("state")); }
    [[nodiscard]] First first() const
    {
        auto claimed = SingleInstance::claim(state(), {}, 1s);
        return claimed ? std::move(std::get<First>(*claimed)) : nullptr;
    }
    void listen(SingleInstance &instance, const Mailbox &mailbox)
    {
        instance.listen(mailbox.address(),
                        [this](const StartMessage &message) { m_taken.push_back(message); });
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        m_folder = std::make_unique<QTemporaryDir>();
        m_taken.clear();
    }

    void theFirstTakesOverWhatASecondWasToDo()
    {
        const Mailbox mailbox;
        const auto instance = first();
        QVERIFY(instance);
        listen(*instance, mailbox);
        const StartMessage message{{QStringLiteral("/a b"), QStringLiteral("filetracker:?x")}, "t"};
        const OtherStart second{state(), message, 5s};
        QTRY_VERIFY(second.isOver());
        QVERIFY(second.isHandedOver());
        QTRY_COMPARE(m_taken.size(), 1U);
        QVERIFY(m_taken[0] == message);
    }

    void aSecondWaitsUntilTheFirstListens()
    {
        const Mailbox mailbox;
        const auto instance = first();
        const OtherStart second{state(), {}, 5s};
        listen(*instance, mailbox);
        QTRY_VERIFY(second.isOver());
        QVERIFY(second.isHandedOver());
        QTRY_COMPARE(m_taken.size(), 1U);
    }

    void manySecondsAreAllTaken()
    {
        const Mailbox mailbox;
        const auto instance = first();
        listen(*instance, mailbox);
        std::vector<std::unique_ptr<OtherStart>> seconds;
        for (int i = 0; i < 10; ++i)
            seconds.push_back(std::make_unique<OtherStart>(state(), StartMessage{}, 10s));
        QTRY_COMPARE(m_taken.size(), seconds.size());
    }

    void ofManyAtOnceOneIsTheFirst()
    {
        std::vector<std::unique_ptr<OtherStart>> starts;
        for (int i = 0; i < 4; ++i)
            starts.push_back(std::make_unique<OtherStart>(state(), StartMessage{}, 200ms));
        for (const auto &start : starts)
            QTRY_VERIFY(start->isOver());
        // Nobody of them listens.
        QCOMPARE(std::count_if(starts.begin(),
                               starts.end(),
                               [](const auto &start) { return start->isFirst(); }),
                 1);
    }

    void whoHoldsTheLockWithoutAnsweringIsReported()
    {
        const auto instance = first();
        const OtherStart second{state(), {}, 100ms};
        QTRY_VERIFY(second.isOver());
        QVERIFY(second.hasFailed(SingleInstance::Fault::NoAnswer));
    }

    void aSecondWaitsForTheEndOfOneThatLeaves()
    {
        const Mailbox mailbox;
        auto instance = first();
        listen(*instance, mailbox);
        instance->leave();
        const OtherStart second{state(), {}, 10s};
        QVERIFY(!QTest::qWaitFor([&second] { return second.isOver(); }, 100));
        instance.reset();
        QTRY_VERIFY(second.isOver());
        QVERIFY(second.isFirst());
        QVERIFY(m_taken.empty());
    }

    void whatACrashLeavesBehindIsInNobodysWay()
    {
        QVERIFY(QDir{}.mkpath(state()));
        {
            const OwnedDescriptor folder{
                ::open(QFile::encodeName(state()).constData(), O_PATH | O_DIRECTORY)};
            const auto socket = listenIn(folder.get(), "window.socket");
            QVERIFY(socket.isOpen());
        }
        QVERIFY(QFile::exists(state() + u"/window.socket"));
        QVERIFY(first());
        QVERIFY(first());
    }

    void whoeverTalksNonsenseIsNoStart()
    {
        const Mailbox mailbox;
        const auto instance = first();
        listen(*instance, mailbox);
        const OwnedDescriptor folder{
            ::open(QFile::encodeName(state()).constData(), O_PATH | O_DIRECTORY)};
        const auto nonsense = connectIn(folder.get(), "window.socket");
        QVERIFY(nonsense.isOpen());
        QVERIFY(sendAll(nonsense.get(), "nonsense", 1s));
        QVERIFY(endSending(nonsense.get()));
        QCOMPARE(receiveAll(nonsense.get(), -1, 100, 5s), QByteArray{});
        const OtherStart second{state(), {}, 5s};
        QTRY_COMPARE(m_taken.size(), 1U);
    }

    void onlyTheUserMayConnect()
    {
        const auto instance = first();
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther
                            | QFile::WriteOther;
        for (const auto *name : {"/window.socket", "/window.lock"}) {
            const auto permissions = QFile::permissions(state() + QString::fromLatin1(name));
            QVERIFY(permissions & QFile::WriteOwner);
            QVERIFY(!(permissions & others));
        }
    }

    void aFolderThatCannotBeUsedIsReported()
    {
        const auto claimed = SingleInstance::claim(QStringLiteral("/proc/none"), {}, 100ms);
        QVERIFY(!claimed);
        QCOMPARE(claimed.error().fault, SingleInstance::Fault::Unusable);
        QVERIFY(!claimed.error().detail.isEmpty());
    }

    void aLongPathIsNoObstacle()
    {
        const QString deep = state() + u'/' + QString{200, u'x'} + u'/' + QString{200, u'y'};
        auto claimed = SingleInstance::claim(deep, {}, 100ms);
        QVERIFY(claimed);
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
