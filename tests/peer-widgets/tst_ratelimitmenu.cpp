#include "peer-gui/widgets/ratelimitmenu.h"

#include <QDialogButtonBox>
#include <QInputDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ft::widgets;

class TestRateLimitMenu final : public QObject
{
    Q_OBJECT

private slots:
    void takesAnyRate_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("isRate");
        QTest::addColumn<quint64>("rate");
        QTest::newRow("unit") << u"800 kB"_qs << true << quint64{800'000};
        QTest::newRow("decimal comma") << u"1,5 MB/s"_qs << true << quint64{1'500'000};
        QTest::newRow("none") << u"0"_qs << true << quint64{0};
        QTest::newRow("words") << u"fast"_qs << false << quint64{0};
        QTest::newRow("nothing") << QString{} << false << quint64{0};
    }
    void takesAnyRate()
    {
        QFETCH(QString, typed);
        QFETCH(bool, isRate);
        QFETCH(quint64, rate);
        QWidget owner;
        owner.show();
        RateLimitMenu menu{&owner};
        menu.showLimits({300'000});
        const QSignalSpy chosen{&menu, &RateLimitMenu::chosen};
        menu.actions().constLast()->trigger();
        auto *dialog = owner.findChild<QInputDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->textValue(), QStringLiteral("300.0 kB"));
        dialog->findChild<QLineEdit *>()->setText(typed);
        auto *ok = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        QCOMPARE(ok->isEnabled(), isRate);
        ok->click();
        QCOMPARE(chosen.count(), isRate ? 1 : 0);
        if (isRate)
            QCOMPARE(chosen[0][0].value<std::uint64_t>(), std::uint64_t{rate});
    }

    void isOffWhenThereIsNothingToLimit()
    {
        RateLimitMenu menu;
        menu.showLimits({});
        QVERIFY(!menu.menuAction()->isEnabled());
        QVERIFY(!menu.actions().constLast()->isEnabled());
        menu.showLimits({0, 5});
        QVERIFY(menu.menuAction()->isEnabled());
    }
};

QTEST_MAIN(TestRateLimitMenu)
#include "tst_ratelimitmenu.moc"
