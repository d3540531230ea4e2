#include "peer-gui/engine/startarguments.h"
#include "tests/support/files.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace ft;
using namespace ft::engine;

class TestStartArguments final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void initTestCase()
    {
        test::writeFile(m_folder.filePath(QStringLiteral("a b.txt")), "x");
        QVERIFY(QDir::setCurrent(m_folder.path()));
    }

    void takesLinksAsTheyAre()
    {
        const QString link = QStringLiteral("filetracker:?root=") % QString(64, u'a');
        QCOMPARE(readStartArguments({link}).value(), QStringList{link});
    }

    void namesFilesByTheirAbsolutePaths_data()
    {
        QTest::addColumn<QString>("word");
        const QString path = m_folder.filePath(QStringLiteral("a b.txt"));
        QTest::newRow("relative") << QStringLiteral("a b.txt");
        QTest::newRow("with a dot") << QStringLiteral("./a b.txt");
        QTest::newRow("absolute") << path;
        QTest::newRow("address") << QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded);
    }
    void namesFilesByTheirAbsolutePaths()
    {
        QFETCH(QString, word);
        const auto arguments = readStartArguments({word});
        QVERIFY(arguments);
        QCOMPARE(QDir::cleanPath(arguments->constFirst()),
                 QDir::current().absoluteFilePath(QStringLiteral("a b.txt")));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("isLink");
        QTest::newRow("no file") << QStringLiteral("none") << false;
        QTest::newRow("empty") << QString{} << false;
        QTest::newRow("another scheme") << QStringLiteral("https://example.org/") << false;
        QTest::newRow("file elsewhere") << QStringLiteral("file://host/a") << false;
        QTest::newRow("bad link") << QStringLiteral("filetracker:?root=1") << true;
    }
    void refuses()
    {
        QFETCH(QString, word);
        QFETCH(bool, isLink);
        const auto arguments = readStartArguments({QStringLiteral("a b.txt"), word});
        QVERIFY(!arguments);
        QCOMPARE(arguments.error().word, word);
        QCOMPARE(arguments.error().link.has_value(), isLink);
    }
};

QTEST_GUILESS_MAIN(TestStartArguments)
#include "tst_startarguments.moc"
