#include "tests/support/files.h"
#include "tests/support/program.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace ft::test;

/// The window is started again while it is open.
class TstSecondStart : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }

    /// A window, or what hands over to it.
    [[nodiscard]] std::unique_ptr<Program> start(const QStringList &arguments) const
    {
        auto program = std::make_unique<Program>(QStringLiteral("ft-peer-gui"),
                                                 path(QStringLiteral("home")));
        const QStringList options{QStringLiteral("--tracker"),
                                  QStringLiteral("none"),
                                  QStringLiteral("--listen"),
                                  QStringLiteral("127.0.0.1"),
                                  QStringLiteral("--state"),
                                  path(QStringLiteral("state"))};
        program->start(options + arguments);
        return program;
    }
    /// Whether a window is open: its socket is there from then on.
    [[nodiscard]] bool isOpen() const
    {
        return waitUntil([this] { return hasSocket(); });
    }
    [[nodiscard]] bool hasSocket() const
    {
        return QFileInfo::exists(path(QStringLiteral("state/window.socket")));
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void isTakenOverByTheFirst()
    {
        const auto first = start({});
        QVERIFY(isOpen());
        const auto second = start({});
        QCOMPARE(second->waitForEnd(), std::optional{0});
        QCOMPARE(second->err(), QStringList{});
        QVERIFY(first->isRunning());
        first->send(SIGTERM);
        QCOMPARE(first->waitForEnd(), std::optional{0});
    }

    void handsItsFilesOver()
    {
        writeFile(path(QStringLiteral("given.txt")), "given to the second");
        const auto first = start({});
        QVERIFY(isOpen());
        const auto second = start({path(QStringLiteral("given.txt"))});
        QCOMPARE(second->waitForEnd(), std::optional{0});
        const QString published = path(QStringLiteral("state/published.json"));
        const auto isPublished = [&published] {
            QFile file{published};
            return file.open(QIODevice::ReadOnly) && file.readAll().contains("given.txt");
        };
        QVERIFY(waitUntil(isPublished));
    }

    void opensLinks()
    {
        const QString link = QStringLiteral("filetracker:?root=") + QString(64, u'a');
        const auto first = start({link});
        QVERIFY(isOpen());
        const auto second = start({link});
        QCOMPARE(second->waitForEnd(), std::optional{0});
        QVERIFY(first->isRunning());
    }

    void opensAgainAfterACrash()
    {
        const auto first = start({});
        QVERIFY(isOpen());
        first->kill();
        const auto next = start({});
        const auto last = start({});
        // One of the two is the window now, the other has handed over.
        QVERIFY(waitUntil([&] { return next->isRunning() != last->isRunning(); }));
    }

    void opensAgainWhileTheFirstLeaves()
    {
        const auto first = start({});
        QVERIFY(isOpen());
        QCOMPARE(start({})->waitForEnd(), std::optional{0});
        first->send(SIGTERM);
        auto second = start({});
        QCOMPARE(first->waitForEnd(), std::optional{0});
        QVERIFY(waitUntil([&] { return hasSocket() || !second->isRunning(); }));
        // The first may have answered just before it heard that it is to end.
        if (!second->isRunning())
            second = start({});
        QVERIFY(isOpen());
        const auto third = start({});
        QCOMPARE(third->waitForEnd(), std::optional{0});
        QVERIFY(second->isRunning());
    }

    void refusesWhatItCannotOpen_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("complaint");
        QTest::newRow("no file") << "none.txt"
                                 << "neither a filetracker: link nor a file";
        QTest::newRow("a link that was cut") << "filetracker:?root=ab"
                                             << "no link to a file";
    }
    void refusesWhatItCannotOpen()
    {
        QFETCH(QString, word);
        QFETCH(QString, complaint);
        const auto program = start({word});
        QCOMPARE(program->waitForEnd(), std::optional{2});
        QVERIFY(program->err().constFirst().contains(complaint));
    }
};

QTEST_GUILESS_MAIN(TstSecondStart)
#include "tst_secondstart.moc"
