#include "peer-gui/models/formatting.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace ft::models;
using namespace std::chrono_literals;

class TestFormatting final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("TZ", "UTC"); }
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void sizesReadInTheUsersLanguage_data()
    {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("german");
        const auto row = [](quint64 bytes, const char *english, const char *german) {
            QTest::addRow("%llu", bytes)
                << bytes << QString::fromUtf8(english) << QString::fromUtf8(german);
        };
        row(0, "0 bytes", "0 Bytes");
        row(999, "999 bytes", "999 Bytes");
        row(1000, "1.0 kB", "1,0 kB");
        row(662'700'032, "662.7 MB", "662,7 MB");
        row(1'402'113'004, "1.4 GB", "1,4 GB");
        row(~quint64{0}, "9.2 EB", "9,2 EB");
    }
    void sizesReadInTheUsersLanguage()
    {
        QFETCH(quint64, bytes);
        QTEST(formatSize(bytes, QLocale{QLocale::English}), "english");
        QTEST(formatSize(bytes, QLocale{QLocale::German}), "german");
    }

    void noRateIsNoText()
    {
        QCOMPARE(formatRate(0), QString{});
        QCOMPARE(formatRate(48'300'000, QLocale{QLocale::English}), QStringLiteral("48.3 MB/s"));
    }

    void onlyWhatIsCompleteIsAHundredPercent()
    {
        QCOMPARE(formatPercent(0.9999), QStringLiteral("99 %"));
        QCOMPARE(formatPercent(1.0), QStringLiteral("100 %"));
    }

    void durationsNameTheirTwoLargestUnits_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("negative") << qint64{-5} << QStringLiteral("0 s");
        QTest::newRow("under a minute") << qint64{59} << QStringLiteral("59 s");
        QTest::newRow("a minute") << qint64{60} << QStringLiteral("1 min 00 s");
        QTest::newRow("minutes") << qint64{214} << QStringLiteral("3 min 34 s");
        QTest::newRow("hours") << qint64{4320} << QStringLiteral("1 h 12 min");
        QTest::newRow("days") << qint64{273600} << QStringLiteral("3 d 4 h");
    }
    void durationsNameTheirTwoLargestUnits()
    {
        QFETCH(qint64, seconds);
        QTEST(formatDuration(std::chrono::seconds{seconds}), "text");
    }

    void yearsHaveFourDigits()
    {
        const std::chrono::sys_seconds time{1'762'300'800s};
        QCOMPARE(formatTime(time, QLocale{QLocale::German}), QStringLiteral("05.11.2025 00:00"));
        QVERIFY(formatTime(time, QLocale{QLocale::English}).startsWith(u"11/5/2025"));
    }

    void mediaTypesBecomeWords_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("word");
        QTest::newRow("prefix") << QByteArray{"image/png"} << QStringLiteral("Image");
        QTest::newRow("exact") << QByteArray{"application/pdf"} << QStringLiteral("PDF document");
        QTest::newRow("special before general")
            << QByteArray{"text/html"} << QStringLiteral("Web page");
        QTest::newRow("classic extension") << QByteArray{"txt"} << QStringLiteral("txt");
        QTest::newRow("hostile") << QByteArray{"a\nb"} << QStringLiteral("a\uFFFDb");
    }
    void mediaTypesBecomeWords()
    {
        QFETCH(QByteArray, type);
        QTEST(formatType(type), "word");
    }

    void foreignTextCannotBreakLinesOrTurnThemAround()
    {
        QCOMPARE(shown(QStringLiteral("a\r\n\t\u0007b\u202Ec\u2028d")),
                 QStringLiteral("a\uFFFD\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFDd"));
        QCOMPARE(shown(QStringLiteral("北京 café 👩\u200D🔬")), QStringLiteral("北京 café 👩\u200D🔬"));
        QCOMPARE(shown(QString{10'000, u'x'}).size(), 501);
    }

    void toolTipsNeverBecomeRichText()
    {
        QCOMPARE(toolTip(QStringLiteral("<b>x</b>")),
                 QStringLiteral("<span>&lt;b&gt;x&lt;/b&gt;</span>"));
        QCOMPARE(toolTip({}), QString{});
    }

    void oneFileIsNotPlural()
    {
        QCOMPARE(formatFileCount(1, QLocale{QLocale::English}), QStringLiteral("1 file"));
        QCOMPARE(formatFileCount(2310, QLocale{QLocale::English}), QStringLiteral("2,310 files"));
    }
};

QTEST_GUILESS_MAIN(TestFormatting)
#include "tst_formatting.moc"
