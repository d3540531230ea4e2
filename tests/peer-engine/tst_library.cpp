#include "peer-gui/engine/peerengine.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/peer-engine/trackerinside.h"
#include "tests/support/patience.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using test::TrackerInside;
using test::waitUntil;

namespace {

using Folders = std::vector<ShareFolderInfo>;

/// A peer that shares one folder `share` of its home.
class Sharing final
{
public:
    explicit Sharing(const TrackerInside &tracker)
    {
        EngineSettings settings;
        settings.tracker = tracker.address();
        settings.name = test::hostOf("a");
        settings.shareFolders = {at("share")};
        settings.downloadFolder = at("down");
        settings.stateFolder = at("state");
        settings.listenAddress = QHostAddress{QHostAddress::LocalHost};
        m_engine = std::make_unique<PeerEngine>(settings, m_clock);
    }

    [[nodiscard]] QString at(const char *name) const
    {
        return m_home.filePath(QString::fromLatin1(name));
    }
    void give(const char *name, const QByteArray &content) const
    {
        QDir{}.mkpath(QFileInfo{at(name)}.path());
        test::writeFile(at(name), content);
    }
    void start() { m_engine->start(); }
    [[nodiscard]] Library &library() { return m_engine->library(); }

    /// What a command of the library answers.
    template <typename Value, typename... Arguments>
    [[nodiscard]] Result<Value, Problem> ask(void (Library::*command)(Arguments...),
                                             const auto &...arguments)
    {
        std::optional<Result<Value, Problem>> answer;
        (library().*command)(arguments...,
                             m_engine.get(),
                             [&](const Result<Value, Problem> &result) { answer = result; });
        if (!waitUntil([&] { return answer.has_value(); }))
            qFatal("no answer");
        return *answer;
    }
    [[nodiscard]] Result<Folders, Problem> add(const QString &folder)
    {
        return ask<Folders>(&Library::addFolder, folder, std::size_t{0});
    }
    [[nodiscard]] Result<Folders, Problem> remove(const QString &folder)
    {
        return ask<Folders>(&Library::removeFolder, folder);
    }
    [[nodiscard]] SharedFileList list() { return ask<SharedFileList>(&Library::list).value(); }
    [[nodiscard]] QStringList names()
    {
        QStringList all;
        const auto files = list();
        for (const SharedFileInfo &file : *files)
            all << file.record.path.toString();
        return all;
    }

private:
    QTemporaryDir m_home;
    SystemClock m_clock;
    std::unique_ptr<PeerEngine> m_engine;
};

} // namespace

/// The share is changed while others see it.
class TstLibrary : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void announcesTheFilesOfANewFolderAndWithdrawsThoseOfAFolderThatIsRemoved()
    {
        const TrackerInside tracker;
        Sharing a{tracker};
        a.give("share/one", "1");
        a.give("more/two", "2");
        a.give("more/sub/three", "3");
        a.start();
        QTRY_COMPARE(tracker.records(), 1U);
        const auto added = a.add(a.at("more"));
        QVERIFY(added);
        QCOMPARE(added->size(), std::size_t{2});
        QCOMPARE(added->front().path, a.at("more"));
        QTRY_COMPARE(tracker.records(), 3U);
        QCOMPARE(a.add(a.at("more")).value().size(), std::size_t{2});
        QCOMPARE(a.remove(a.at("more")).value().size(), std::size_t{1});
        QTRY_COMPARE(tracker.records(), 1U);
        QTRY_COMPARE(a.names(), QStringList{QStringLiteral("one")});
    }

    void saysWhatIsNoFolder()
    {
        const TrackerInside tracker;
        Sharing a{tracker};
        a.give("share/one", "1");
        a.start();
        QCOMPARE(a.add(a.at("none")).error().code, ProblemCode::ShareUnreadable);
        QCOMPARE(a.add(a.at("share/one")).error().code, ProblemCode::ShareUnreadable);
        QCOMPARE(a.remove(a.at("none")).error().code, ProblemCode::NotAShareFolder);
    }

    void withdrawsWhatAnotherFilterLeavesOut()
    {
        const TrackerInside tracker;
        Sharing a{tracker};
        a.give("share/one.txt", "1");
        a.give("share/two.log", "2");
        a.start();
        QTRY_COMPARE(tracker.records(), 2U);
        const ShareFilter::Settings filter{{QStringLiteral("*.log")}, true, false, 0};
        QCOMPARE(a.ask<ShareFilter::Settings>(&Library::setFilter, filter).value(), filter);
        QTRY_COMPARE(tracker.records(), 1U);
        QCOMPARE(a.ask<LibraryStatus>(&Library::status).value().filter, filter);
        QVERIFY(a.ask<ShareFilter::Settings>(&Library::setFilter, ShareFilter::Settings{}));
        QTRY_COMPARE(tracker.records(), 2U);
    }

    void takesWhateverIsOffered()
    {
        const TrackerInside tracker;
        Sharing a{tracker};
        a.give("share/one", "1");
        a.give("more/two", "2");
        a.give("loose/file.txt", "3");
        a.start();
        const auto folder = a.ask<OfferedPlace>(&Library::offer, a.at("more"));
        QVERIFY(folder && !folder->file);
        const auto file = a.ask<OfferedPlace>(&Library::offer, a.at("loose/file.txt"));
        QVERIFY(file && file->file);
        QCOMPARE(file->file->record.path.toString(), QStringLiteral("file.txt"));
        QTRY_COMPARE(tracker.records(), 3U);
        const auto none = a.ask<OfferedPlace>(&Library::offer, a.at("none"));
        QCOMPARE(none.error().code, ProblemCode::FileNotFound);
    }

    void listsWhatIsStillToBeHashed()
    {
        const TrackerInside tracker;
        Sharing a{tracker};
        a.library().pause();
        a.give("share/one", "1");
        a.give("share/two", "22");
        a.start();
        QTRY_COMPARE(a.names(), (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
        const auto waiting = a.list();
        QVERIFY(waiting->back().isHashing);
        QCOMPARE(waiting->back().record.size, 2U);
        QVERIFY(!waiting->back().record.root);
        a.library().resume();
        QTRY_COMPARE(tracker.records(), 2U);
        const auto ready = a.list();
        QVERIFY(!ready->back().isHashing);
        QVERIFY(ready->back().record.root);
    }
};

QTEST_GUILESS_MAIN(TstLibrary)
#include "tst_library.moc"
