#include "peer-gui/widgets/limitpopup.h"
#include "peer-gui/widgets/statusbutton.h"
#include "peer-gui/widgets/statusline.h"
#include "tests/peer-widgets/fakelimits.h"
#include "tests/support/manualclock.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using engine::TransferLimits;

class TestStatusLine final : public QObject
{
    Q_OBJECT

private:
    test::ManualClock m_clock;
    engine::EngineSettings m_settings;
    std::unique_ptr<models::TrackerWatch> m_tracker;
    FakeLimits m_commands;
    std::unique_ptr<StatusLine> m_line;

    [[nodiscard]] StatusButton &button(const char *tip) const
    {
        for (StatusButton *button : m_line->findChildren<StatusButton *>()) {
            if (button->accessibleDescription() == QString::fromUtf8(tip))
                return *button;
        }
        qFatal("there is no button to %s", tip);
    }
    /// The last of the two that change a limit is that of the uploads.
    [[nodiscard]] StatusButton &rateButton(bool isUpload) const
    {
        QList<StatusButton *> found;
        for (StatusButton *button : m_line->findChildren<StatusButton *>()) {
            if (button->accessibleDescription().contains(u"limit"))
                found << button;
        }
        return *found.at(isUpload ? 1 : 0);
    }
    [[nodiscard]] LimitPopup &popup() const
    {
        for (LimitPopup *popup : m_line->findChildren<LimitPopup *>()) {
            if (popup->isVisible())
                return *popup;
        }
        qFatal("no popup is open");
    }

private slots:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression{QStringLiteral("^(?!This plugin does not support).+")});
        QLocale::setDefault(QLocale{QLocale::English});
        m_settings.tracker = HostPort{QStringLiteral("tracker.example"), 1'234};
        m_settings.name = HostName::nearest(QStringLiteral("ada"));
        m_tracker = std::make_unique<models::TrackerWatch>(m_settings, m_clock);
        m_commands.set.clear();
        TransferLimits limits;
        limits.uploadSlots = 5;
        m_line = std::make_unique<StatusLine>(*m_tracker, m_commands, limits);
        m_line->resize(1'000, 30);
        m_line->show();
        m_line->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_line.get()));
    }
    void cleanup() { m_line.reset(); }

    void leadsToThePlaces_data()
    {
        QTest::addColumn<QString>("tip");
        QTest::addColumn<int>("signal");
        QTest::newRow("tracker") << QStringLiteral("Look at what works and what does not") << 0;
        QTest::newRow("peers") << QStringLiteral("See who they are") << 1;
        QTest::newRow("share") << QStringLiteral("Go to what you share") << 2;
    }
    void leadsToThePlaces()
    {
        QFETCH(QString, tip);
        QFETCH(int, signal);
        QSignalSpy connectivity{m_line.get(), &StatusLine::connectivityAsked};
        QSignalSpy peers{m_line.get(), &StatusLine::peersAsked};
        QSignalSpy share{m_line.get(), &StatusLine::shareAsked};
        m_line->showPeers(3);
        auto &one = button(qPrintable(tip));
        one.setFocus();
        QTest::keyClick(&one, Qt::Key_Space);
        QCOMPARE(connectivity.count(), signal == 0 ? 1 : 0);
        QCOMPARE(peers.count(), signal == 1 ? 1 : 0);
        QCOMPARE(share.count(), signal == 2 ? 1 : 0);
    }

    void countsPeersWhereSomebodyKnows()
    {
        QCOMPARE(m_line->peersText(), QString{});
        m_line->showPeers(1);
        QCOMPARE(m_line->peersText(), QStringLiteral("1 peer online"));
        m_line->showPeers(2'310);
        QCOMPARE(m_line->peersText(), QStringLiteral("2,310 peers online"));
        m_line->showPeers({});
        QCOMPARE(m_line->peersText(), QString{});
    }

    void tellsHowFarTheHashingIs()
    {
        m_line->showShare({2'310, 48'300'000, 2'310, 0, 0, true, 0, {}});
        QCOMPARE(m_line->shareText(), QStringLiteral("Sharing 2,310 files, 48.3 MB"));
        engine::ShareSummary share{10, 1'000, 20, 450, 1'000, false, 5, std::chrono::seconds{125}};
        m_line->showShare(share);
        QCOMPARE(m_line->shareText(), QStringLiteral("Hashing: 45 %, 2 min 05 s left"));
        share.isPaused = true;
        m_line->showShare(share);
        QCOMPARE(m_line->shareText(), QStringLiteral("Hashing paused at 45 %"));
    }

    void tellsRatesAndTheirLimits()
    {
        QCOMPARE(m_line->rateText(), QStringLiteral("idle"));
        m_line->showRate(1'200'000, 1);
        QCOMPARE(m_line->rateText(), QStringLiteral("1.2 MB/s"));
        engine::UploadSnapshot upload;
        upload.id = 1;
        upload.rate = 300'000;
        engine::UploadSnapshot other = upload;
        other.id = 2;
        m_line->showUploads({upload, other});
        QCOMPARE(m_line->uploadText(), QStringLiteral("600.0 kB/s"));
        TransferLimits limits;
        limits.downloadRate = 5'000'000;
        m_line->showLimits(limits);
        QCOMPARE(m_line->rateText(), QStringLiteral("1.2 MB/s of 5.0 MB/s"));
        QCOMPARE(rateButton(false).accessibleName(),
                 QStringLiteral("Downloading at 1.2 MB/s. Downloads take at most 5.0 MB/s."));
        other.isOver = true;
        m_line->showUploads({other});
        QCOMPARE(m_line->uploadText(), QStringLiteral("300.0 kB/s"));
    }

    void aPressOpensTheLimitAndTheChoiceHoldsAtOnce()
    {
        QSignalSpy chosen{m_line.get(), &StatusLine::limitsChosen};
        QTest::mouseClick(&rateButton(false), Qt::LeftButton);
        const auto choices = popup().findChildren<QRadioButton *>();
        QVERIFY(choices.at(0)->isChecked() && choices.at(0)->hasFocus());
        QTest::mouseClick(choices.at(3), Qt::LeftButton, {}, {8, choices.at(3)->height() / 2});
        QCOMPARE(m_commands.set.size(), 1U);
        QCOMPARE(m_commands.set[0].downloadRate, 1'000'000U);
        QCOMPARE(m_commands.set[0].uploadRate, 0U);
        QCOMPARE(m_commands.set[0].uploadSlots, 5U);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(m_line->rateText(), QStringLiteral("idle of 1.0 MB/s"));
        QTest::keyClick(&popup(), Qt::Key_Escape);
        QTest::mouseClick(&rateButton(false), Qt::LeftButton);
        QVERIFY(popup().findChildren<QRadioButton *>().at(3)->hasFocus());
    }

    void anyLimitByKeysAlone()
    {
        rateButton(true).setFocus();
        QTest::keyClick(&rateButton(true), Qt::Key_Space);
        auto *amount = popup().findChild<QSpinBox *>();
        auto *unit = popup().findChild<QComboBox *>();
        unit->setFocus();
        QTest::keyClick(unit, Qt::Key_Up);
        amount->setFocus();
        amount->selectAll();
        QTest::keyClicks(amount, QStringLiteral("750"));
        QTest::keyClick(amount, Qt::Key_Return);
        QCOMPARE(m_commands.set.back().uploadRate, 750'000U);
        QCOMPARE(m_commands.set.back().downloadRate, 0U);
        QTRY_VERIFY(m_line->findChildren<LimitPopup *>().isEmpty());
    }

    void whatWasSetElsewhereIsShownAndTellsNobody()
    {
        TransferLimits limits;
        limits.uploadRate = 123'000;
        m_line->showLimits(limits);
        QVERIFY(m_commands.set.empty());
        QTest::mouseClick(&rateButton(true), Qt::LeftButton);
        QCOMPARE(popup().findChild<QSpinBox *>()->value(), 123);
        QCOMPARE(popup().findChild<QComboBox *>()->currentText(), QStringLiteral("kB/s"));
        QVERIFY(popup().findChildren<QRadioButton *>().last()->isChecked());
    }

    void messagesLeaveTheTrackerWhereItIs()
    {
        m_line->showMessage(QStringLiteral("5 entries exported"), 60'000);
        QVERIFY(button("Look at what works and what does not").isVisible());
        QStringList texts;
        for (const QLabel *label : m_line->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        QVERIFY(texts.contains(QStringLiteral("5 entries exported")));
        m_line->clearMessage();
    }

    void aNarrowWindowCutsWordsInsteadOfGrowing()
    {
        m_line->showPeers(2'310);
        m_line->showShare({2'310, 48'300'000, 2'310, 0, 0, true, 0, {}});
        QVERIFY(m_line->minimumSizeHint().width() < 500);
        m_line->resize(500, 30);
        QCOMPARE(m_line->width(), 500);
        for (const StatusButton *one : m_line->findChildren<StatusButton *>())
            QVERIFY(one->mapTo(m_line.get(), one->rect().bottomRight()).x() < 500);
    }
};

QTEST_MAIN(TestStatusLine)
#include "tst_statusline.moc"
