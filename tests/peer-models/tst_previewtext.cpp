#include "peer-gui/models/previewtext.h"

#include <QTest>

using namespace ft;
using engine::FolderPreview;
using engine::PrivateKind;
using State = FolderPreview::State;

class TestPreviewText final : public QObject
{
    Q_OBJECT

private slots:
    void init() { QLocale::setDefault(QLocale{QLocale::English}); }

    void saysWhatOthersWillSee_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<quint64>("files");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing yet") << State::Looking << quint64{0} << QStringLiteral("Looking…");
        QTest::newRow("so far") << State::Looking << quint64{2}
                                << QStringLiteral("2 files, 4.0 kB so far…");
        QTest::newRow("one") << State::Done << quint64{1} << QStringLiteral("1 file, 2.0 kB");
        QTest::newRow("empty") << State::Done << quint64{0}
                               << QStringLiteral("Nothing to share in it yet");
        QTest::newRow("too many") << State::TooMany << quint64{2}
                                  << QStringLiteral("More than 2 files, 4.0 kB");
        QTest::newRow("new") << State::Missing << quint64{0}
                             << QStringLiteral("This folder is new and will be made");
    }
    void saysWhatOthersWillSee()
    {
        QFETCH(State, state);
        QFETCH(quint64, files);
        QFETCH(QString, text);
        FolderPreview preview;
        preview.state = state;
        preview.files = files;
        preview.bytes = files * 2'000;
        QCOMPARE(models::summaryOf(preview), text);
    }

    void namesWhatIsPrivateByKind()
    {
        FolderPreview preview;
        for (int i = 0; i < 6; ++i)
            preview.privatePlaces.push_back({QStringLiteral("%1.pem").arg(i), PrivateKind::Keys});
        preview.privatePlaces.push_back({QStringLiteral("a\nb.pst"), PrivateKind::Mail});
        QCOMPARE(models::warningOf(preview),
                 QStringLiteral("Keys: 0.pem, 1.pem, 2.pem, 3.pem and more.\n"
                                "Mail: a\uFFFDb.pst."));
    }

    void warnsOfWholeDisksAndHomes()
    {
        FolderPreview preview;
        QVERIFY(models::breadthOf(preview).isEmpty());
        preview.breadth = FolderPreview::Breadth::Home;
        QVERIFY(models::breadthOf(preview).contains(u"whole home folder"));
        preview.breadth = FolderPreview::Breadth::WholeDisk;
        QVERIFY(models::breadthOf(preview).contains(u"whole disk"));
    }

    void saysWhatIsLeftOut()
    {
        FolderPreview preview;
        QVERIFY(models::remarkOn(preview).isEmpty());
        preview.hidden = 1;
        preview.unreadable = 1'200;
        QCOMPARE(models::remarkOn(preview),
                 QStringLiteral("1 hidden file or folder is left out. "
                                "1,200 folders cannot be read, and are left out too."));
    }
};

QTEST_GUILESS_MAIN(TestPreviewText)
#include "tst_previewtext.moc"
