#include "peer-gui/engine/share/sharenaming.h"
#include "tests/peer-engine/filetree.h"

#include <QTest>

#include <set>

using namespace ft;
using namespace ft::engine;
using ft::test::sharedPath;

class ShareNamingTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void numbersBeforeTheExtension_data();
    void numbersBeforeTheExtension();
    void givesUpOnANameThatGetsTooLong();
    void takesTheFirstFreeName_data();
    void takesTheFirstFreeName();
};

void ShareNamingTest::numbersBeforeTheExtension_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("numbered");
    QTest::newRow("extension") << QByteArray{"docs/a.pdf"} << QByteArray{"docs/a (2).pdf"};
    QTest::newRow("two extensions") << QByteArray{"a.tar.gz"} << QByteArray{"a.tar (2).gz"};
    QTest::newRow("none") << QByteArray{"docs/README"} << QByteArray{"docs/README (2)"};
    QTest::newRow("dot in the folder") << QByteArray{"v1.2/notes"} << QByteArray{"v1.2/notes (2)"};
    QTest::newRow("leading dot") << QByteArray{"docs/.profile"} << QByteArray{"docs/.profile (2)"};
}

void ShareNamingTest::numbersBeforeTheExtension()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, numbered);
    QCOMPARE(numberedPath(sharedPath(path.constData()), 2)->utf8(), numbered);
}

void ShareNamingTest::givesUpOnANameThatGetsTooLong()
{
    const QByteArray longest(SharedPath::MaxComponentLength, 'x');
    QVERIFY(!numberedPath(sharedPath(longest.constData()), 2));
}

void ShareNamingTest::takesTheFirstFreeName_data()
{
    QTest::addColumn<QByteArrayList>("taken");
    QTest::addColumn<QByteArray>("folder");
    QTest::addColumn<QByteArray>("name");
    const QByteArrayList none;
    QTest::newRow("free") << none << QByteArray{"B"} << QByteArray{"a.pdf"};
    QTest::newRow("taken") << QByteArrayList{"a.pdf"} << QByteArray{"B"} << QByteArray{"B/a.pdf"};
    QTest::newRow("taken in the folder too")
        << QByteArrayList{"a.pdf", "B/a.pdf"} << QByteArray{"B"} << QByteArray{"B/a (2).pdf"};
    QTest::newRow("numbered too") << QByteArrayList{"a.pdf", "B/a.pdf", "B/a (2).pdf"}
                                  << QByteArray{"B"} << QByteArray{"B/a (3).pdf"};
    QTest::newRow("no folder") << QByteArrayList{"a.pdf"} << QByteArray{}
                               << QByteArray{"a (2).pdf"};
    QTest::newRow("a folder name that no path takes")
        << QByteArrayList{"a.pdf"} << QByteArray{"con"} << QByteArray{"a (2).pdf"};
}

void ShareNamingTest::takesTheFirstFreeName()
{
    QFETCH(QByteArrayList, taken);
    QFETCH(QByteArray, folder);
    QFETCH(QByteArray, name);
    const auto isTaken = [&](const SharedPath &path) {
        return taken.contains(path.utf8());
    };
    QCOMPARE(freeName(sharedPath("a.pdf"), folder, isTaken)->utf8(), name);
}

QTEST_APPLESS_MAIN(ShareNamingTest)
#include "tst_sharenaming.moc"
