#include "common/model/filelink.h"
#include "peer-gui/widgets/downloadlistactions.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/faketransfers.h"
#include "tests/support/manualclock.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>
#include <QWidget>

using namespace ft;
using namespace ft::widgets;
using engine::TransferSnapshot;
using engine::TransferState;

namespace {

struct Fixture
{
    test::ManualClock clock;
    FakeTransfers commands;
    QUndoStack undo;
    QList<QUrl> opened;
    models::TransfersModel model{clock};
    QWidget owner;
    DownloadListActions actions{
        model, commands, undo, [this](const QUrl &url) { opened << url; }, &owner};

    [[nodiscard]] static TransferSnapshot done(std::uint32_t id, const QString &folder)
    {
        const auto source = sample::record(sample::file("docs/a.pdf", "x", 100), "p", "10.0.0.1:1");
        auto transfer = sample::transferOf(id, source, TransferState::Done, 100);
        transfer.path = folder % u'/' % QString::number(id);
        return transfer;
    }
    [[nodiscard]] QAction *copy(const char *text) const
    {
        for (QAction *action : actions.copy()->menu()->actions()) {
            if (action->text().remove(u'&') == QLatin1String{text})
                return action;
        }
        return nullptr;
    }
};

} // namespace

class TestDownloadListActions final : public QObject
{
    Q_OBJECT

private slots:
    void opensEachFolderOnce()
    {
        Fixture f;
        f.actions.setSelection(
            {Fixture::done(1, u"/d"_qs), Fixture::done(2, u"/d"_qs), Fixture::done(3, u"/e"_qs)});
        f.actions.openFolder()->trigger();
        QCOMPARE(f.opened, (QList<QUrl>{QUrl{u"file:///d"_qs}, QUrl{u"file:///e"_qs}}));
    }

    void opensNoMoreThanOneCanLookAt()
    {
        Fixture f;
        const QSignalSpy said{&f.actions, &DownloadListActions::said};
        std::vector<TransferSnapshot> many;
        for (std::uint32_t id = 1; id <= DownloadListActions::MostOpened + 1; ++id)
            many.push_back(Fixture::done(id, u"/d"_qs));
        f.actions.setSelection(many);
        f.actions.open()->trigger();
        QCOMPARE(f.opened.size(), qsizetype{DownloadListActions::MostOpened});
        QCOMPARE(said.count(), 1);
    }

    void copiesWhatIdentifiesTheContent()
    {
        Fixture f;
        auto one = Fixture::done(1, u"/d"_qs);
        one.md5 = Md5Sum::fromHex("0123456789abcdef0123456789abcdef");
        f.actions.setSelection({one});
        const auto copied = [&](const char *action) {
            f.copy(action)->trigger();
            return QGuiApplication::clipboard()->text();
        };
        QCOMPARE(copied("Copy name"), QStringLiteral("a.pdf"));
        QCOMPARE(copied("Copy MD5"), QStringLiteral("0123456789abcdef0123456789abcdef"));
        QCOMPARE(copied("Copy root"), QString::fromLatin1(sample::root(1).hex()));
        const auto link = FileLink::parse(copied("Copy link"));
        QVERIFY(link);
        QCOMPARE(link->root, sample::root(1));
        QCOMPARE(link->size, std::uint64_t{100});
    }

    void aFileWithoutARootHasNoLink()
    {
        Fixture f;
        auto plain = Fixture::done(1, u"/d"_qs);
        plain.record->file.root.reset();
        f.actions.setSelection({plain});
        QVERIFY(!f.copy("Copy link")->isEnabled());
        QVERIFY(!f.copy("Copy root")->isEnabled());
        QVERIFY(f.copy("Copy name")->isEnabled());
        const QSignalSpy search{&f.actions, &DownloadListActions::searchAsked};
        f.actions.search()->trigger();
        QCOMPARE(search.value(0).value(0).toString(), QStringLiteral("a.pdf"));
    }

    void severalAreCopiedLineByLine()
    {
        Fixture f;
        f.actions.setSelection({Fixture::done(1, u"/d"_qs), Fixture::done(2, u"/d"_qs)});
        f.copy("Copy name")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("a.pdf\na.pdf"));
    }

    void onlyWhatIsOverCanBeRemoved()
    {
        Fixture f;
        f.actions.setSelection(
            {Fixture::done(1, u"/d"_qs), sample::transfer(2, "b", TransferState::Paused)});
        QVERIFY(!f.actions.remove()->isEnabled());
        f.actions.setSelection({Fixture::done(1, u"/d"_qs)});
        QVERIFY(f.actions.remove()->isEnabled());
    }

    void removingOneNamesItInTheUndo()
    {
        Fixture f;
        f.model.update({Fixture::done(1, u"/d"_qs)});
        f.actions.setSelection({Fixture::done(1, u"/d"_qs)});
        f.actions.remove()->trigger();
        QCOMPARE(f.model.rowCount(), 0);
        QCOMPARE(f.undo.undoText(), QStringLiteral("Remove “docs/a.pdf” from the list"));
    }
};

QTEST_MAIN(TestDownloadListActions)
#include "tst_downloadlistactions.moc"
