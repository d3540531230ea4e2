#include "peer-gui/widgets/clearhistorydialog.h"
#include "tests/peer-widgets/fakehistory.h"
#include "tests/support/manualclock.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::widgets;

class TestClearHistoryDialog final : public QObject
{
    Q_OBJECT

private:
    test::ManualClock m_clock;

    [[nodiscard]] static QPushButton &forget(const QDialog &dialog)
    {
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->text().contains(u"Forget"))
                return *button;
        }
        qFatal("there is no such button");
    }
    [[nodiscard]] static QStringList texts(const QDialog &dialog)
    {
        QStringList texts;
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            texts << label->text();
        return texts;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        QLocale::setDefault(QLocale{QLocale::English});
    }

    void saysHowManyEntriesThatAre()
    {
        FakeHistory history;
        history.entries = 1'234;
        const ClearHistoryDialog dialog{history, m_clock};
        QVERIFY(texts(dialog).contains(QStringLiteral("1,234 entries will be forgotten.")));
        QCOMPARE(history.counts.back().until, dialog.before());
        QVERIFY(history.counts.back().until < m_clock.wallTime());
    }

    void countsAgainWhenMoreIsToGo()
    {
        FakeHistory history;
        ClearHistoryDialog dialog{history, m_clock};
        QVERIFY(!forget(dialog).isEnabled());
        QVERIFY(texts(dialog).contains(QStringLiteral("There is none.")));
        history.entries = 1;
        dialog.findChild<QComboBox *>()->setCurrentIndex(3);
        QVERIFY(texts(dialog).contains(QStringLiteral("1 entry will be forgotten.")));
        QVERIFY(dialog.before() > m_clock.wallTime());
        QVERIFY(forget(dialog).isEnabled());
    }

    void enterForgetsNothing()
    {
        FakeHistory history;
        history.entries = 5;
        ClearHistoryDialog dialog{history, m_clock};
        QSignalSpy accepted{&dialog, &QDialog::accepted};
        dialog.show();
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(accepted.count(), 0);
        dialog.show();
        QTest::mouseClick(&forget(dialog), Qt::LeftButton);
        QCOMPARE(accepted.count(), 1);
    }
};

QTEST_MAIN(TestClearHistoryDialog)
#include "tst_clearhistorydialog.moc"
