#include "peer-gui/models/sharesmodel.h"
#include "tests/peer-models/sampledata.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QPersistentModelIndex>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace ft;
using namespace ft::models;
using sample::shared;
using Mode = QAbstractItemModelTester::FailureReportingMode;
using Files = std::vector<engine::SharedFileInfo>;

namespace {

constexpr int Name = static_cast<int>(ShareColumn::Name);
constexpr int Size = static_cast<int>(ShareColumn::Size);

/// A model with whom it asks for order, without a thread between them.
struct Shown
{
    ShareArranger arranger;
    ShareQuestion question;
    SharesModel model;
    QAbstractItemModelTester tester{&model, Mode::Fatal};

    void show(Files files)
    {
        question.files = std::make_shared<const Files>(std::move(files));
        show();
    }
    void show() { model.take(arranger.arrange(question)); }
    Shown() { show(Files{}); }

    void sort(ShareColumn column, Qt::SortOrder order = Qt::AscendingOrder)
    {
        question.column = column;
        question.order = order;
        show();
    }

    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all << model.index(row, Name).data().toString();
        return all;
    }
    [[nodiscard]] QString text(int row, ShareColumn column) const
    {
        return model.index(row, static_cast<int>(column)).data().toString();
    }
};

engine::UploadSnapshot upload(std::uint32_t id, const char *name, const char *peer)
{
    engine::UploadSnapshot snapshot;
    snapshot.id = id;
    snapshot.name = QString::fromUtf8(name);
    snapshot.peer = HostName::parse(peer).value();
    return snapshot;
}

} // namespace

class TestSharesModel final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void showsAFileInItsColumns()
    {
        Shown shown;
        shown.show({shared("docs/a.txt", 8'412)});
        QCOMPARE(shown.text(0, ShareColumn::Name), QStringLiteral("a.txt"));
        QCOMPARE(shown.text(0, ShareColumn::Folder), QStringLiteral("docs"));
        QCOMPARE(shown.text(0, ShareColumn::Size), QStringLiteral("8.4 kB"));
        QCOMPARE(shown.text(0, ShareColumn::State), QStringLiteral("Shared"));
        QCOMPARE(shown.text(0, ShareColumn::Requests), QString{});
        for (int column = 0; column < SharesModel::ColumnCount; ++column)
            QVERIFY(!shown.model.headerData(column, Qt::Horizontal, Qt::DisplayRole)
                         .toString()
                         .isEmpty());
    }

    void rowsThatStayKeepTheirIndexes()
    {
        Shown shown;
        shown.show({shared("a", 1), shared("b", 1), shared("c", 1), shared("d", 1)});
        const QPersistentModelIndex c{shown.model.index(2, Size)};
        const QPersistentModelIndex b{shown.model.index(1, Name)};
        QSignalSpy reset{&shown.model, &QAbstractItemModel::modelReset};
        shown.show({shared("a", 1), shared("aa", 1), shared("c", 2), shared("e", 1)});
        QCOMPARE(shown.names(), (QStringList{u"a"_qs, u"aa"_qs, u"c"_qs, u"e"_qs}));
        QCOMPARE(reset.count(), 0);
        QVERIFY(!b.isValid());
        QCOMPARE(c.row(), 2);
        QCOMPARE(c.data(SharesModel::SortRole).toULongLong(), 2U);
    }

    void sortsAgainWithoutForgettingARow()
    {
        Shown shown;
        shown.show({shared("x10", 3), shared("x2", 9), shared("X1", 6)});
        QCOMPARE(shown.names(), (QStringList{u"X1"_qs, u"x2"_qs, u"x10"_qs}));
        const QPersistentModelIndex x10{shown.model.index(2, Name)};
        shown.sort(ShareColumn::Size);
        QCOMPARE(shown.names(), (QStringList{u"x10"_qs, u"X1"_qs, u"x2"_qs}));
        QCOMPARE(x10.row(), 0);
        shown.sort(ShareColumn::Size, Qt::DescendingOrder);
        QCOMPARE(shown.names(), (QStringList{u"x2"_qs, u"X1"_qs, u"x10"_qs}));
        QCOMPARE(x10.row(), 2);
        QCOMPARE(x10.data().toString(), QStringLiteral("x10"));
    }

    void showsWhatIsInAFolderOrHasTheWords()
    {
        Shown shown;
        engine::ShareFolderInfo folder;
        folder.path = QStringLiteral("/home/ada/share");
        folder.realPath = folder.path;
        folder.state = engine::ShareFolderInfo::State::Watched;
        shown.question.folders = {folder};
        shown.show({shared("docs/deep/Report.pdf", 1), shared("docs/b.txt", 1), shared("c", 1)});
        shown.question.within = QStringLiteral("/home/ada/share/docs");
        shown.show();
        QCOMPARE(shown.names(), (QStringList{u"b.txt"_qs, u"Report.pdf"_qs}));
        shown.question.text = QStringLiteral("pdf report");
        shown.show();
        QCOMPARE(shown.names(), QStringList{u"Report.pdf"_qs});
        shown.question.text = QStringLiteral("nothing");
        shown.show();
        QCOMPARE(shown.model.rowCount(), 0);
        shown.question.text.clear();
        shown.question.within = AllKey;
        shown.show();
        QCOMPARE(shown.model.rowCount(), 3);
    }

    void everythingMayChangeAtOnce()
    {
        Shown shown;
        Files before;
        Files after;
        for (int i = 0; i < 1000; ++i) {
            const auto number = QByteArray::number(i);
            if (i % 3 != 0)
                before.push_back(shared(number.constData(), static_cast<std::uint64_t>(i)));
            if (i % 2 != 0)
                after.push_back(shared(number.constData(), static_cast<std::uint64_t>(1000 - i)));
        }
        shown.sort(ShareColumn::Name);
        shown.show(before);
        std::vector<std::pair<QString, QPersistentModelIndex>> kept;
        for (int row = 0; row < shown.model.rowCount(); ++row)
            kept.emplace_back(shown.text(row, ShareColumn::Name), shown.model.index(row, Name));
        shown.question.column = ShareColumn::Size;
        shown.show(after);
        QCOMPARE(shown.model.rowCount(), 500);
        for (const auto &[name, index] : kept) {
            QCOMPARE(index.isValid(), name.toInt() % 2 != 0);
            if (index.isValid())
                QCOMPARE(index.data().toString(), name);
        }
    }

    void tellsWhoTakesAFile()
    {
        Shown shown;
        shown.show({shared("a", 1), shared("b", 1)});
        QSignalSpy changed{&shown.model, &QAbstractItemModel::dataChanged};
        shown.model.update({upload(1, "b", "lab-7"), upload(2, "b", "studio-a")});
        QCOMPARE(shown.text(1, ShareColumn::Taking), QStringLiteral("2 peers: lab-7, studio-a"));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
        auto over = upload(1, "b", "lab-7");
        over.isOver = true;
        shown.model.update({over, upload(2, "a", "studio-a")});
        QCOMPARE(shown.text(1, ShareColumn::Taking), QString{});
        QCOMPARE(shown.text(0, ShareColumn::Taking), QStringLiteral("studio-a"));
    }

    void tellsHowOftenAFileWasAskedFor()
    {
        Shown shown;
        shown.show({shared("a", 1), shared("b", 1)});
        constexpr std::chrono::sys_seconds At{std::chrono::seconds{1'773'500'966}};
        const engine::ServedFile once{QStringLiteral("b"), {}, 1, 5, At};
        const engine::ServedFile often{QStringLiteral("b"), {}, 11, 60, At};
        shown.question.requests = std::make_shared<const RequestCounts>(countsOf({once, often}));
        shown.sort(ShareColumn::Requests, Qt::DescendingOrder);
        QCOMPARE(shown.names(), (QStringList{u"b"_qs, u"a"_qs}));
        QCOMPARE(shown.text(0, ShareColumn::Requests), QStringLiteral("12"));
        QVERIFY(!shown.text(0, ShareColumn::LastRequest).isEmpty());
        QCOMPARE(shown.model.requests(0).bytes, 65U);
    }

    void givesItsFilesToWhomTheyAreDraggedTo()
    {
        Shown shown;
        shown.show({shared("a b", 1), shared("c", 1)});
        const QModelIndex cell = shown.model.index(0, Name);
        QVERIFY(shown.model.flags(cell).testFlag(Qt::ItemIsDragEnabled));
        const std::unique_ptr<QMimeData> data{
            shown.model.mimeData({cell, shown.model.index(0, Size)})};
        QCOMPARE(data->urls(), QList<QUrl>{QUrl{u"file:///home/ada/share/a%20b"_qs}});
    }
};

QTEST_GUILESS_MAIN(TestSharesModel)
#include "tst_sharesmodel.moc"
