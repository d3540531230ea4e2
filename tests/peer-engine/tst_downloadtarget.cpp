#include "peer-gui/engine/transfer/downloadtarget.h"
#include "tests/peer-engine/sharedfiles.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace ft;
using namespace ft::engine;
using test::contentOf;
using test::writeFile;

class TstDownloadTarget : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] DownloadTarget target(const QString &name = QStringLiteral("a.txt"),
                                        const QByteArray &content = "content") const
    {
        return {m_folder->path(), name, test::identityOf(content).root};
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void namesUnfinishedFilesWithoutARootByTheirSize()
    {
        auto record = test::recordOf(QStringLiteral("docs/a.txt"), 7);
        record.root.reset();
        const auto plain = DownloadTarget::of(record, m_folder->path());
        QCOMPARE(plain.partPath(), path(QStringLiteral("a.txt.plain-7.part")));
        writeFile(path(QStringLiteral("a.txt")), "content");
        QVERIFY(!plain.existing(7));
    }

    void numbersBeforeTheExtension_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("third");
        const auto row = [](const QString &name, const QString &third) {
            QTest::newRow(qPrintable(name.left(40))) << name << third;
        };
        row(QStringLiteral("report.pdf"), QStringLiteral("report (3).pdf"));
        row(QStringLiteral("README"), QStringLiteral("README (3)"));
        row(QStringLiteral("a.tar.gz"), QStringLiteral("a.tar (3).gz"));
        row(QStringLiteral(".profile"), QStringLiteral(".profile (3)"));
        row(QStringLiteral("ends with a dot."), QStringLiteral("ends with a dot (3)."));
        row(QString::fromUtf8("übung.txt"), QString::fromUtf8("übung (3).txt"));
        row(QStringLiteral("1 (2).txt"), QStringLiteral("1 (2) (3).txt"));
        row(QString(251, u'x') + QStringLiteral(".txt"),
            QString(247, u'x') + QStringLiteral(" (3).txt"));
        row(QString(255, u'y'), QString(251, u'y') + QStringLiteral(" (3)"));
        // 127 umlauts are 254 bytes.
        row(QString(127, u'ü'), QString(125, u'ü') + QStringLiteral(" (3)"));
        row(QString::fromUtf8("🙂").repeated(62) + QStringLiteral(".tx"),
            QString::fromUtf8("🙂").repeated(62) + QStringLiteral(" (3).tx"));
        row(QString::fromUtf8("🙂").repeated(62) + QStringLiteral(".txtxt"),
            QString::fromUtf8("🙂").repeated(61) + QStringLiteral(" (3).txtxt"));
        // What stands behind the dot is longer than any file's kind: part of the name.
        row(QStringLiteral("a.") + QString(253, u'z'),
            QStringLiteral("a.") + QString(249, u'z') + QStringLiteral(" (3)"));
    }
    void numbersBeforeTheExtension()
    {
        QFETCH(QString, name);
        QFETCH(QString, third);
        QCOMPARE(target(name).finalPath(1), path(name));
        QCOMPARE(target(name).finalPath(3), path(third));
        QCOMPARE_LE(third.toUtf8().size(), 255);
        const auto part = QFileInfo{target(name).partPath()}.fileName();
        QCOMPARE_LE(part.toUtf8().size(), 255);
        QVERIFY(part.endsWith(QStringLiteral(".part")));
        QVERIFY(part.isValidUtf16());
        QCOMPARE(QFileInfo{part}.path(), QStringLiteral("."));
        // Both can be made.
        writeFile(target(name).partPath(), "x");
        writeFile(path(third), "x");
    }

    void keepsContentsOfOneNameApartWhileTheyArrive()
    {
        QVERIFY(target(QStringLiteral("a"), "x").partPath()
                != target(QStringLiteral("a"), "y").partPath());
    }

    void makesItsFolder()
    {
        const DownloadTarget deep{path(QStringLiteral("not/yet/there")), QStringLiteral("a"), {}};
        QVERIFY(deep.prepareFolder());
        QVERIFY(QFileInfo{path(QStringLiteral("not/yet/there"))}.isDir());
        QVERIFY(deep.prepareFolder());
    }

    void tellsThatItsFolderCannotBeUsed_data()
    {
        QTest::addColumn<QString>("at");
        QTest::newRow("a file") << QStringLiteral("file");
        QTest::newRow("below a file") << QStringLiteral("file/below");
        QTest::newRow("a symlink to nowhere") << QStringLiteral("nowhere");
        QTest::newRow("no permission") << QStringLiteral("locked");
    }
    void tellsThatItsFolderCannotBeUsed()
    {
        QFETCH(QString, at);
        if (at == u"locked" && ::geteuid() == 0)
            QSKIP("root may write everywhere");
        writeFile(path(QStringLiteral("file")), "x");
        QFile::link(path(QStringLiteral("gone/away")), path(QStringLiteral("nowhere")));
        QDir{}.mkpath(path(QStringLiteral("locked")));
        QFile::setPermissions(path(QStringLiteral("locked")), QFile::ReadOwner | QFile::ExeOwner);
        const auto prepared = DownloadTarget{path(at), QStringLiteral("a"), {}}.prepareFolder();
        QVERIFY(!prepared);
        QCOMPARE(prepared.error().code, ProblemCode::FolderUnwritable);
        QCOMPARE(prepared.error().subject, path(at));
        QVERIFY(!prepared.error().detail.isEmpty());
    }

    void findsTheContentThatIsThere_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QStringList>("contents");
        QTest::addColumn<QString>("found");
        const QString a = QStringLiteral("a.txt");
        const QString a2 = QStringLiteral("a (2).txt");
        const QString a3 = QStringLiteral("a (3).txt");
        const QString same = QStringLiteral("content");
        const QString other = QStringLiteral("CONTENT");
        const QString shorter = QStringLiteral("short");
        QTest::newRow("nothing") << QStringList{} << QStringList{} << QString{};
        QTest::newRow("the same") << QStringList{a} << QStringList{same} << a;
        QTest::newRow("another of that size") << QStringList{a} << QStringList{other} << QString{};
        QTest::newRow("another size") << QStringList{a} << QStringList{shorter} << QString{};
        QTest::newRow("the second") << QStringList{a, a2} << QStringList{other, same} << a2;
        QTest::newRow("behind a gap")
            << QStringList{a, a3} << QStringList{other, same} << QString{};
    }
    void findsTheContentThatIsThere()
    {
        QFETCH(QStringList, names);
        QFETCH(QStringList, contents);
        QFETCH(QString, found);
        for (qsizetype i = 0; i < names.size(); ++i)
            writeFile(path(names[i]), contents[i].toUtf8());
        const auto existing = target().existing(7);
        QCOMPARE(existing.value_or(QString{}), found.isEmpty() ? found : path(found));
    }

    void isNotStoppedByWhatIsNoFile_data()
    {
        QTest::addColumn<QByteArray>("kind");
        for (const char *kind : {"folder", "pipe", "symlink to nowhere", "symlink to a loop"})
            QTest::newRow(kind) << QByteArray{kind};
    }
    void isNotStoppedByWhatIsNoFile()
    {
        QFETCH(QByteArray, kind);
        const auto name = path(QStringLiteral("a.txt"));
        if (kind == "folder")
            QDir{}.mkpath(name);
        else if (kind == "pipe")
            QCOMPARE(::mkfifo(QFile::encodeName(name).constData(), 0600), 0);
        else
            QFile::link(kind.endsWith("loop") ? name : path(QStringLiteral("gone")), name);
        QVERIFY(!target().existing(7));
        writeFile(target().partPath(), "content");
        const auto moved = target().moveIntoPlace();
        QVERIFY(moved);
        QCOMPARE(*moved, path(QStringLiteral("a (2).txt")));
        QCOMPARE(contentOf(*moved), QByteArray{"content"});
    }

    void movesIntoTheFirstFreePlaceAndOverNothing()
    {
        writeFile(path(QStringLiteral("a.txt")), "mine");
        writeFile(path(QStringLiteral("a (2).txt")), "mine too");
        writeFile(target().partPath(), "content");
        const auto moved = target().moveIntoPlace();
        QCOMPARE(moved.value(), path(QStringLiteral("a (3).txt")));
        QCOMPARE(contentOf(path(QStringLiteral("a.txt"))), QByteArray{"mine"});
        QCOMPARE(contentOf(path(QStringLiteral("a (2).txt"))), QByteArray{"mine too"});
        QVERIFY(!QFileInfo::exists(target().partPath()));
    }

    void tellsThatThePartIsGone()
    {
        const auto moved = target().moveIntoPlace();
        QVERIFY(!moved);
        QCOMPARE(moved.error().code, ProblemCode::DiskFailed);
        QCOMPARE(moved.error().during, Operation::Commit);
        QVERIFY(!QFileInfo::exists(path(QStringLiteral("a.txt"))));
    }

    void givesEachOfManyAtOnceAPlaceOfItsOwn()
    {
        constexpr int Count = 16;
        std::vector<std::thread> threads;
        for (int i = 0; i < Count; ++i) {
            const auto content = QByteArray::number(i);
            const auto mine = target(QStringLiteral("a.txt"), content);
            writeFile(mine.partPath(), content);
            threads.emplace_back([mine] { (void)mine.moveIntoPlace(); });
        }
        for (std::thread &thread : threads)
            thread.join();
        QStringList contents;
        for (const auto &name : test::filesBelow(m_folder->path()))
            contents << QString::fromLatin1(contentOf(path(name)));
        contents.removeDuplicates();
        QCOMPARE(contents.size(), Count);
    }
};

QTEST_APPLESS_MAIN(TstDownloadTarget)
#include "tst_downloadtarget.moc"
