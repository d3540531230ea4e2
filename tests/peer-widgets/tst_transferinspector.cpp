#include "peer-gui/widgets/elidedlabel.h"
#include "peer-gui/widgets/piecemapview.h"
#include "peer-gui/widgets/speedview.h"
#include "peer-gui/widgets/tableview.h"
#include "peer-gui/widgets/transferinspector.h"
#include "tests/peer-models/sampledata.h"
#include "tests/support/manualclock.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace ft;
using namespace ft::widgets;
using engine::Md5Verdict;
using engine::TransferState;

namespace {

struct Shown
{
    test::ManualClock clock;
    TransferInspector inspector{clock};
    QTabWidget *tabs = inspector.findChild<QTabWidget *>();

    Shown() { inspector.setVisible(true); }

    /// The facts that are seen.
    [[nodiscard]] QStringList texts() const
    {
        QStringList all;
        for (const auto *label : inspector.findChildren<ElidedLabel *>()) {
            if (label->isVisible() && !label->text().isEmpty())
                all << label->text();
        }
        return all;
    }
};

engine::TransferSnapshot running()
{
    const auto source = sample::record(sample::file("docs/a.pdf", "x", 1000), "p", "10.0.0.1:1");
    return sample::transferOf(1, source, TransferState::Transferring, 400);
}

} // namespace

class TestTransferInspector final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QLocale::setDefault(QLocale{QLocale::English}); }

    void tellsWhatThereIsToKnowOfADownload()
    {
        Shown shown;
        auto transfer = running();
        transfer.limit = 500'000;
        shown.inspector.show(transfer, {});
        const auto texts = shown.texts();
        QVERIFY(texts.contains(u"docs/a.pdf"));
        QVERIFY(texts.contains(u"400 bytes of 1.0 kB have arrived and are verified"));
        QVERIFY(texts.contains(QString::fromLatin1(sample::root(1).hex())));
        QVERIFY(texts.contains(u"500.0 kB/s"));
        QVERIFY(shown.inspector.findChild<PieceMapView *>()->isVisible());
    }

    void tellsWhatTheMd5IsWorth_data()
    {
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, Md5Verdict verdict, const QString &words) {
            QTest::newRow(name) << static_cast<int>(verdict) << words;
        };
        row("matches", Md5Verdict::Matches, u"the same as in its record"_qs);
        row("wrong record", Md5Verdict::WrongRecord, u"its record has another"_qs);
        row("nothing to compare with", Md5Verdict::NotGiven, u"none to compare with"_qs);
        row("not computed", Md5Verdict::Unavailable, u"Could not be computed"_qs);
    }
    void tellsWhatTheMd5IsWorth()
    {
        QFETCH(int, verdict);
        QFETCH(QString, words);
        Shown shown;
        auto done = running();
        done.state = TransferState::Done;
        done.md5Verdict = static_cast<Md5Verdict>(verdict);
        done.md5 = Md5Sum::fromHex("0123456789abcdef0123456789abcdef");
        shown.inspector.show(done, {});
        QVERIFY(shown.texts().join(u'\n').contains(words));
    }

    void withoutADownloadThereIsOnlyTheSpeed()
    {
        Shown shown;
        shown.inspector.show(running(), {});
        shown.tabs->setCurrentIndex(2);
        shown.inspector.showAll(QStringLiteral("Nothing"), QStringLiteral("Select one"));
        QVERIFY(shown.inspector.speed().isVisible());
        QVERIFY(!shown.tabs->isTabEnabled(0) && !shown.tabs->isTabEnabled(2));
        shown.inspector.show(running(), {});
        QCOMPARE(shown.tabs->currentIndex(), 2);
    }

    void tellsWhoTakesAnUpload()
    {
        Shown shown;
        models::UploadsModel::Upload upload;
        upload.snapshot.name = QStringLiteral("a.pdf");
        upload.snapshot.peer = HostName::parse("lab");
        upload.snapshot.endpoint = sample::endpoint("10.0.0.5:1");
        upload.snapshot.sent = 5'000'000;
        upload.snapshot.transport = Transport::Udp;
        shown.inspector.show(upload);
        const auto texts = shown.texts();
        QVERIFY(texts.contains(u"lab at 10.0.0.5:1"));
        QVERIFY(texts.contains(u"5.0 MB sent"));
        QVERIFY(texts.contains(u"UDP"));
        QVERIFY(!shown.inspector.findChild<PieceMapView *>()->isVisible());
    }

    void leadsToASource()
    {
        Shown shown;
        const QSignalSpy browse{&shown.inspector, &TransferInspector::browseAsked};
        auto transfer = running();
        transfer.sources.resize(1);
        transfer.sources[0].endpoint = sample::endpoint("10.0.0.9:7");
        shown.inspector.show(transfer, {});
        const auto tables = shown.inspector.findChildren<TableView *>();
        auto *table = *std::find_if(tables.begin(), tables.end(), [](const TableView *one) {
            return one->accessibleName().startsWith(u"Sources");
        });
        for (const QAction *action : table->actions())
            QVERIFY(!action->isEnabled());
        table->selectRow(0);
        for (QAction *action : table->actions())
            action->trigger();
        QCOMPARE(browse.value(0).value(0).toString(), QStringLiteral("10.0.0.9:7"));
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("10.0.0.9:7"));
    }

    void asksWhenItAppears()
    {
        Shown shown;
        const QSignalSpy appeared{&shown.inspector, &TransferInspector::appeared};
        shown.inspector.setVisible(false);
        shown.inspector.setVisible(true);
        QCOMPARE(appeared.count(), 1);
    }

    void remembersTheChosenTab()
    {
        const QTemporaryDir folder;
        QSettings settings{folder.filePath(QStringLiteral("w.ini")), QSettings::IniFormat};
        {
            Shown shown;
            shown.inspector.show(running(), {});
            shown.tabs->setCurrentIndex(2);
            shown.inspector.saveState(settings);
        }
        Shown shown;
        shown.inspector.restoreState(settings);
        shown.inspector.showAll({}, {});
        shown.inspector.show(running(), {});
        QCOMPARE(shown.tabs->currentIndex(), 2);
    }
};

QTEST_MAIN(TestTransferInspector)
#include "tst_transferinspector.moc"
