#include "peer-gui/engine/share/integritycheck.h"
#include "tests/peer-engine/sharedfiles.h"
#include "tests/support/bitrot.h"
#include "tests/support/files.h"
#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using Verdict = FileCheck::Verdict;

class TstIntegrityCheck : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Mailbox> m_mailbox;

    [[nodiscard]] SharedFile make(const QString &name, qsizetype size) const
    {
        return test::sharedFile(m_folder->filePath(name), name, test::randomBytes(size, 1));
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_mailbox = std::make_unique<Mailbox>();
    }

    void answersOneAfterAnother()
    {
        const auto sound = make(QStringLiteral("a"), 1'000);
        const auto rotten = make(QStringLiteral("b"), 1'000);
        QVERIFY(test::rot(rotten.absolutePath, 7));
        std::vector<Verdict> verdicts;
        IntegrityCheck check{{0, true}, m_mailbox->address()};
        for (const auto &file : {sound, rotten, sound})
            check.check(file, [&](const FileCheck &answer) { verdicts.push_back(answer.verdict); });
        QVERIFY(test::waitUntil([&] { return verdicts.size() == 3; }));
        const std::vector expected{Verdict::Sound, Verdict::Damaged, Verdict::Sound};
        QVERIFY(verdicts == expected);
    }

    void keepsToItsPace()
    {
        constexpr qsizetype Size = 1 << 20;
        const auto file = make(QStringLiteral("a"), Size);
        bool isDone = false;
        QElapsedTimer timer;
        timer.start();
        IntegrityCheck check{{4 * Size, false}, m_mailbox->address()};
        check.check(file, [&](const FileCheck &) { isDone = true; });
        QVERIFY(test::waitUntil([&] { return isDone; }));
        // A quarter of a second, but for the first stretch, which is free.
        QVERIFY2(timer.elapsed() >= 200, qPrintable(QString::number(timer.elapsed())));
    }

    void endsInTheMiddle()
    {
        const auto file = make(QStringLiteral("a"), 1 << 20);
        bool isAnswered = false;
        auto check = std::make_unique<IntegrityCheck>(IntegrityCheck::Pace{1, false},
                                                      m_mailbox->address());
        check->check(file, [&](const FileCheck &) { isAnswered = true; });
        check.reset();
        QCoreApplication::processEvents();
        QVERIFY(!isAnswered);
    }
};

QTEST_GUILESS_MAIN(TstIntegrityCheck)
#include "tst_integritycheck.moc"
