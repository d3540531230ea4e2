#include "peer-gui/engine/connectivity/folderchecks.h"
#include "tests/support/files.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::engine;
using Check = ConnectivityCheck;
using State = Check::State;
using Reason = Check::Reason;

class TstFolderChecks : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        QVERIFY(m_home.isValid());
    }

    void aFolderThatCanBeMadeIsFine()
    {
        const auto check = checkDownloadFolder(m_home.filePath(QStringLiteral("new/below")));
        QCOMPARE(check.subject, Check::Subject::DownloadFolder);
        QVERIFY(check.state == State::Works || check.reason == Reason::NearlyFull);
        QVERIFY(check.amount > 0);
        QVERIFY(!QFile::exists(m_home.filePath(QStringLiteral("new"))));
    }

    void aFileInPlaceOfAFolderIsNoFolder()
    {
        const QString file = m_home.filePath(QStringLiteral("file"));
        test::writeFile(file, "x");
        for (const QString &path : {file, QString{file % u"/below"}}) {
            const auto check = checkStateFolder(path);
            QCOMPARE(check.state, State::Fails);
            QCOMPARE(check.reason, Reason::NotAFolder);
            QCOMPARE(check.place, path);
        }
    }

    void aFolderThatMayNotBeWrittenFails()
    {
        // Nobody writes there, whoever runs the test.
        const auto check = checkDownloadFolder(QStringLiteral("/proc/self"));
        QCOMPARE(check.state, State::Fails);
        QCOMPARE(check.reason, Reason::NotWritable);
    }

    void noStateFolderCannotBeTold()
    {
        QCOMPARE(checkStateFolder({}).state, State::Unknown);
        QCOMPARE(checkStateFolder({}).reason, Reason::NothingKept);
    }

    void theShareIsItsFoldersAndFiles_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<quint64>("files");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *name, const char *folder, quint64 files, Reason reason) {
            QTest::newRow(name) << QString::fromLatin1(folder) << files << static_cast<int>(reason);
        };
        row("all is well", ".", 3, Reason::None);
        row("nothing in it", ".", 0, Reason::NothingShared);
        row("gone", "gone", 3, Reason::NotReadable);
    }
    void theShareIsItsFoldersAndFiles()
    {
        QFETCH(QString, folder);
        QFETCH(quint64, files);
        const auto check = checkShareFolders({m_home.filePath(folder)}, files);
        QTEST(static_cast<int>(check.reason), "reason");
        QCOMPARE(check.state, check.reason == Reason::None ? State::Works : State::Fails);
    }

    void singleFilesAreAShareToo()
    {
        QCOMPARE(checkShareFolders({}, 1).state, State::Works);
        QCOMPARE(checkShareFolders({}, 1).amount, 1U);
    }

private:
    QTemporaryDir m_home;
};

QTEST_APPLESS_MAIN(TstFolderChecks)
#include "tst_folderchecks.moc"
