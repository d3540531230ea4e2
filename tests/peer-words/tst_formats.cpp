#include "peer-gui/words/formats.h"

#include <QDateTime>
#include <QTest>

using namespace ft::words;
using namespace std::chrono_literals;

class TstFormats : public QObject
{
    Q_OBJECT

private:
    // 2026-03-14 15:09:26 UTC
    static constexpr std::chrono::sys_seconds Now{1'773'500'966s};

private slots:
    void initTestCase() { qputenv("TZ", "UTC0"); }

    void writesMomentsAsFarAsNeeded_data()
    {
        QTest::addColumn<qint64>("secondsBefore");
        QTest::addColumn<bool>("isTerminal");
        QTest::addColumn<QString>("text");
        const auto row =
            [](const char *name, std::chrono::seconds before, bool isTerminal, const char *text) {
                QTest::newRow(name)
                    << qint64{before.count()} << isTerminal << QString::fromUtf8(text);
            };
        row("now, terminal", 0s, true, "15:09");
        row("today, terminal", 15h, true, "00:09");
        row("yesterday, terminal", 16h, true, "2026-03-13 23:09");
        row("last year, terminal", 24h * 365, true, "2025-03-14 15:09");
        row("now, window", 0s, false, "3:09 PM");
        row("yesterday, window", 16h, false, "3/13/2026 11:09 PM");
    }
    void writesMomentsAsFarAsNeeded()
    {
        QFETCH(qint64, secondsBefore);
        QFETCH(bool, isTerminal);
        const QLocale american{QLocale::English, QLocale::UnitedStates};
        const auto formats = isTerminal ? Formats::forTerminal(Now)
                                        : Formats::forWindow(american, Now);
        const QString text = momentText(Now - std::chrono::seconds{secondsBefore}, formats);
        // Some tables of languages put a narrow space before PM, some a comma after the date.
        QTEST(QString{text}.replace(QChar{0x202F}, u' ').remove(u','), "text");
    }

    void writesSizesAsTheReaderCounts()
    {
        const QLocale american{QLocale::English, QLocale::UnitedStates};
        QCOMPARE(sizeText(2'100'000'000, Formats::forWindow(american, Now)),
                 QStringLiteral("2.1 GB"));
        QCOMPARE(sizeText(2'147'483'648, Formats::forTerminal(Now)), QStringLiteral("2.0 GiB"));
        QVERIFY(!sizeText(~std::uint64_t{0}, Formats::forTerminal(Now)).startsWith(u'-'));
    }

    void writesDurations_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 seconds, const char *text) {
            QTest::newRow(text) << seconds << QString::fromLatin1(text);
        };
        row(-5, "0 s");
        row(59, "59 s");
        row(125, "2 min 05 s");
        row(4'320, "1 h 12 min");
        row(273'600, "3 d 4 h");
    }
    void writesDurations()
    {
        QFETCH(qint64, seconds);
        QTEST(durationText(std::chrono::seconds{seconds}), "text");
    }

    void countsPlaces_data()
    {
        QTest::addColumn<quint64>("number");
        QTest::addColumn<QString>("text");
        for (const auto &[number, text] : {std::pair{1, "1st"},
                                           {2, "2nd"},
                                           {3, "3rd"},
                                           {4, "4th"},
                                           {10, "10th"},
                                           {11, "11th"},
                                           {12, "12th"},
                                           {13, "13th"},
                                           {21, "21st"},
                                           {102, "102nd"},
                                           {111, "111th"},
                                           {1'013, "1013th"}})
            QTest::newRow(text) << quint64(number) << QString::fromLatin1(text);
    }
    void countsPlaces()
    {
        QFETCH(quint64, number);
        QTEST(ordinalText(number), "text");
    }

    void capitalisesTheFirstLetterOnly()
    {
        QCOMPARE(capitalised(QStringLiteral("slot wait: 3rd")), QStringLiteral("Slot wait: 3rd"));
        QCOMPARE(capitalised({}), QString{});
    }
};

QTEST_APPLESS_MAIN(TstFormats)
#include "tst_formats.moc"
