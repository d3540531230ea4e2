#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/language.h"
#include "peer-gui/widgets/mainwindow.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace ft::widgets;

class TestLanguage final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".+")}); }

    void speaksInTheWindowAndInQtsDialogs_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("menu");
        QTest::addColumn<QString>("button");
        QTest::newRow("English") << "en" << QStringLiteral("&File") << QStringLiteral("Cancel");
        QTest::newRow("German") << "de" << QStringLiteral("&Datei") << QStringLiteral("Abbrechen");
        QTest::newRow("Vietnamese") << "vi" << QStringLiteral("&Tệp") << QStringLiteral("Hủy");
    }
    void speaksInTheWindowAndInQtsDialogs()
    {
        QFETCH(QString, code);
        const Language language{code};
        QTEST(MainWindow::tr("&File"), "menu");
        const QDialogButtonBox box{QDialogButtonBox::Cancel};
        const QString text = box.button(QDialogButtonBox::Cancel)->text();
        QTEST(QString{text}.remove(u'&'), "button");
    }

    void takesTheLanguageBackWhenItGoes()
    {
        {
            const Language language{QStringLiteral("de")};
        }
        QCOMPARE(MainWindow::tr("&File"), QStringLiteral("&File"));
        QCOMPARE(QLocale{}, QLocale::system());
    }

    void writesNumbersAndDatesAsTheLanguageDoes()
    {
        using std::chrono::seconds;
        const std::chrono::sys_seconds march{seconds{1773500966}};
        const Language language{QStringLiteral("de")};
        QCOMPARE(ft::models::formatSize(2'300'000), QStringLiteral("2,3 MB"));
        QVERIFY(ft::models::formatTime(march).startsWith(u"14.03.2026"));
    }

    void remembersOnlyWhatIsAChoice()
    {
        const QTemporaryDir folder;
        QSettings memory{folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat};
        QCOMPARE(Language::remembered(memory), QString{});
        Language::remember(memory, QStringLiteral("vi"));
        QCOMPARE(Language::remembered(memory), QStringLiteral("vi"));
        Language::remember(memory, QStringLiteral("../../x"));
        QCOMPARE(Language::remembered(memory), QString{});
    }

    void aCodeOfNoChoiceIsTheSystemsLanguage()
    {
        const Language language{QStringLiteral("tlh")};
        QCOMPARE(QLocale{}, QLocale::system());
    }
};

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
