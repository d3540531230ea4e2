#include "peer-gui/engine/startmessage.h"

#include <QTest>

using namespace ft::engine;

class TestStartMessage final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void comesBackAsItWas_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("nothing") << QStringList{} << QByteArray{};
        QTest::newRow("token") << QStringList{} << QByteArray{"x11_1234"};
        QTest::newRow("a link") << QStringList{QStringLiteral("filetracker:?root=a")}
                                << QByteArray{};
        QTest::newRow("paths") << QStringList{QStringLiteral("/home/ada/Größe\n\"1\".txt"),
                                              QStringLiteral("/日本")}
                               << QByteArray{"t"};
        QTest::newRow("an empty argument") << QStringList{QStringLiteral("")} << QByteArray{};
    }
    void comesBackAsItWas()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, token);
        const StartMessage message{arguments, token};
        const auto bytes = encode(message);
        QVERIFY(bytes);
        const auto decoded = decodeStartMessage(*bytes);
        QVERIFY(decoded);
        QCOMPARE(decoded->arguments, arguments);
        QCOMPARE(decoded->activationToken, token);
    }

    void isBounded()
    {
        const auto a = QStringLiteral("a");
        QVERIFY(encode({QStringList{StartMessage::MaxArguments, a}, {}}));
        QVERIFY(!encode({QStringList{StartMessage::MaxArguments + 1, a}, {}}));
        QVERIFY(!encode({{QString{StartMessage::MaxBytes, u'a'}}, {}}));
        QVERIFY(!encode({{QString{QChar{0}}}, {}}));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good = encode({{QStringLiteral("/a")}, "t"}).value();
        QTest::newRow("empty") << QByteArray{};
        QTest::newRow("cut") << good.chopped(1);
        QTest::newRow("another program") << QByteArray{"GET / HTTP/1.0\r\n\r\n"};
        QTest::newRow("another version") << QByteArray{good}.replace("start 1", "start 2");
        QTest::newRow("no token") << QByteArray{"FileTracker start 1\0", 20};
        QTest::newRow("not UTF-8") << QByteArray{good}.replace("/a", "\xff\xfe");
        QTest::newRow("too long") << good + QByteArray(StartMessage::MaxBytes, 'x') + '\0';
        QTest::newRow("too many") << good + QByteArray(StartMessage::MaxArguments, '\0');
    }
    void refuses()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!decodeStartMessage(bytes));
    }
};

QTEST_APPLESS_MAIN(TestStartMessage)
#include "tst_startmessage.moc"
