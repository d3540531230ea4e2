#include "peer-gui/models/sharetreemodel.h"
#include "tests/peer-models/samplepeers.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;
using sample::file;
using Mode = QAbstractItemModelTester::FailureReportingMode;
using Model = ShareTreeModel;

namespace {

/// The names in a folder, as they are shown.
QStringList rowsIn(Model &model, const QModelIndex &folder = {})
{
    if (model.canFetchMore(folder))
        model.fetchMore(folder);
    QStringList names;
    for (int row = 0; row < model.rowCount(folder); ++row)
        names << model.index(row, Model::Name, folder).data().toString();
    return names;
}

FileRecord sized(const char *path, std::uint64_t size)
{
    return file(path, "text/plain", size);
}

} // namespace

class TestShareTreeModel final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Model> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    [[nodiscard]] QModelIndex at(const char *path)
    {
        return m_model->find(QString::fromUtf8(path));
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")});
        m_tester.reset();
        m_model = std::make_unique<Model>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), Mode::Fatal);
        // It would look into folders while others grow, which no view does.
        m_tester->setUseFetchMore(false);
    }

    void putsFilesIntoTheirFolders()
    {
        m_model->add({sized("b.txt", 1), sized("docs/2026/x.pdf", 10), sized("docs/a.pdf", 5)});
        QCOMPARE(rowsIn(*m_model), (QStringList{u"docs"_qs, u"b.txt"_qs}));
        QCOMPARE(rowsIn(*m_model, at("docs")), (QStringList{u"2026"_qs, u"a.pdf"_qs}));
        QCOMPARE(rowsIn(*m_model, at("docs/2026")), QStringList{u"x.pdf"_qs});
        QVERIFY(m_model->isFolder(at("docs")));
        QCOMPARE(m_model->pathOf(at("docs/2026")), QStringLiteral("docs/2026"));
        QCOMPARE(m_model->fileAt(at("docs/a.pdf"))->size, 5U);
        QVERIFY(!m_model->fileAt(at("docs")));
        QVERIFY(!at("elsewhere").isValid());
    }

    void foldersTellWhatIsInThem()
    {
        m_model->add({sized("docs/2026/x.pdf", 1'000), sized("docs/a.pdf", 500)});
        QCOMPARE(m_model->totals(), (Model::Totals{2, 1'500}));
        QCOMPARE(m_model->totalsOf(at("docs")), (Model::Totals{2, 1'500}));
        const QModelIndex docs = at("docs");
        QCOMPARE(docs.siblingAtColumn(Model::Files).data().toString(), QStringLiteral("2"));
        QCOMPARE(docs.siblingAtColumn(Model::Size).data().toString(), QStringLiteral("1.5 kB"));
        QCOMPARE(docs.siblingAtColumn(Model::Type).data().toString(), QStringLiteral("Folder"));
    }

    void growsWhereOneLooks()
    {
        m_model->add({sized("a/1", 1)});
        QCOMPARE(rowsIn(*m_model, at("a")), QStringList{u"1"_qs});
        const QPersistentModelIndex first{at("a/1")};
        QSignalSpy changed{m_model.get(), &QAbstractItemModel::dataChanged};
        m_model->add({sized("a/0", 1), sized("a/10", 1), sized("a/2", 1), sized("b/1", 1)});
        QCOMPARE(rowsIn(*m_model, at("a")), (QStringList{u"0"_qs, u"1"_qs, u"2"_qs, u"10"_qs}));
        QCOMPARE(rowsIn(*m_model), (QStringList{u"a"_qs, u"b"_qs}));
        QCOMPARE(first.row(), 1);
        QVERIFY(changed.count() > 0);
    }

    void aFolderNobodyLookedIntoHasNoRowsYet()
    {
        m_model->add({sized("a/1", 1), sized("a/2", 1)});
        const QModelIndex folder = m_model->index(0, 0, {});
        QVERIFY(m_model->hasChildren(folder));
        QVERIFY(m_model->canFetchMore(folder));
        QCOMPARE(m_model->rowCount(folder), 0);
        m_model->fetchMore(folder);
        QCOMPARE(m_model->rowCount(folder), 2);
    }

    void manyArriveInSlices()
    {
        std::vector<FileRecord> files;
        for (int i = 0; i < 1'000; ++i)
            files.push_back(sized(QByteArray::number(i).constData(), 1));
        QSignalSpy worked{m_model.get(), &Model::worked};
        m_model->add(files);
        QVERIFY(m_model->isBusy());
        QVERIFY(m_model->totals().files < 1'000);
        QTRY_VERIFY(!m_model->isBusy());
        QCOMPARE(m_model->totals().files, 1'000U);
        QCOMPARE(m_model->index(999, 0, {}).data().toString(), u"999"_qs);
        QVERIFY(worked.count() > 1);
    }

    void muchIsSortedInSlices()
    {
        m_tester.reset(); // which looks at every row, again and again
        std::vector<FileRecord> files;
        for (int i = 0; i < 5'000; ++i)
            files.push_back(sized(QByteArray::number(i).constData(),
                                  static_cast<std::uint64_t>(i * 7919 % 5'000)));
        m_model->add(files);
        QTRY_VERIFY(!m_model->isBusy());
        const QPersistentModelIndex smallest{m_model->index(0, 0, {})};
        m_model->sort(Model::Size, Qt::DescendingOrder);
        m_model->add({sized("later", 10'000)});
        QVERIFY(m_model->isBusy());
        QCOMPARE(smallest.row(), 0);
        QTRY_VERIFY(!m_model->isBusy());
        QCOMPARE(m_model->index(0, 0, {}).data().toString(), u"later"_qs);
        QCOMPARE(smallest.row(), 5'000);
        for (int row = 1; row < 5'000; ++row)
            QVERIFY(m_model->fileAt(m_model->index(row, 0, {}))->size
                    >= m_model->fileAt(m_model->index(row + 1, 0, {}))->size);
    }

    void aFileAndAFolderMayHaveOneName()
    {
        m_model->add({sized("a", 1), sized("a/b", 1)});
        QCOMPARE(rowsIn(*m_model), (QStringList{u"a"_qs, u"a"_qs}));
        QVERIFY(m_model->isFolder(m_model->index(0, 0, {})));
        QVERIFY(!m_model->isFolder(m_model->index(1, 0, {})));
    }

    void filtersByWordsOfThePath_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<std::uint64_t>("matches");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("nothing") << QString{} << std::uint64_t{4}
                                 << QStringList{u"docs"_qs, u"Photos"_qs, u"c.txt"_qs};
        QTest::newRow("a name") << u"C.TXT"_qs << std::uint64_t{1} << QStringList{u"c.txt"_qs};
        QTest::newRow("a folder") << u"photos"_qs << std::uint64_t{1} << QStringList{u"Photos"_qs};
        QTest::newRow("folder and name")
            << u"docs pdf"_qs << std::uint64_t{1} << QStringList{u"docs"_qs};
        QTest::newRow("no such") << u"zzz"_qs << std::uint64_t{0} << QStringList{};
    }
    void filtersByWordsOfThePath()
    {
        QFETCH(QString, filter);
        m_model->add({sized("docs/a.pdf", 1),
                      sized("docs/b.txt", 1),
                      sized("Photos/x.jpg", 1),
                      sized("c.txt", 1)});
        m_model->setFilter(filter);
        QTEST(std::uint64_t{m_model->matches()}, "matches");
        QTEST(rowsIn(*m_model), "rows");
        QCOMPARE(m_model->totals().files, 4U);
    }

    void whatArrivesIsFilteredToo()
    {
        m_model->setFilter(u"pdf"_qs);
        m_model->add({sized("docs/a.txt", 1), sized("b.pdf", 1)});
        QCOMPARE(rowsIn(*m_model), QStringList{u"b.pdf"_qs});
        m_model->add({sized("docs/b.pdf", 1)});
        QCOMPARE(rowsIn(*m_model), (QStringList{u"docs"_qs, u"b.pdf"_qs}));
        QCOMPARE(rowsIn(*m_model, at("docs")), QStringList{u"b.pdf"_qs});
        m_model->setFilter({});
        QCOMPARE(rowsIn(*m_model, at("docs")), (QStringList{u"a.txt"_qs, u"b.pdf"_qs}));
    }

    void sortsFoldersFirstAndByRawValue()
    {
        m_model->add({sized("b/1", 900), sized("a/1", 1'000), sized("y", 2'000), sized("x", 3)});
        m_model->sort(Model::Size, Qt::DescendingOrder);
        QCOMPARE(rowsIn(*m_model), (QStringList{u"a"_qs, u"b"_qs, u"y"_qs, u"x"_qs}));
        const QPersistentModelIndex b{at("b")};
        m_model->add({sized("b/2", 5'000), sized("z", 100)});
        QCOMPARE(rowsIn(*m_model), (QStringList{u"a"_qs, u"b"_qs, u"y"_qs, u"z"_qs, u"x"_qs}));
        m_model->sort(Model::Size, Qt::DescendingOrder);
        QCOMPARE(rowsIn(*m_model), (QStringList{u"b"_qs, u"a"_qs, u"y"_qs, u"z"_qs, u"x"_qs}));
        QCOMPARE(b.row(), 0);
        m_model->sort(Model::Name, Qt::AscendingOrder);
        QCOMPARE(rowsIn(*m_model), (QStringList{u"a"_qs, u"b"_qs, u"x"_qs, u"y"_qs, u"z"_qs}));
    }

    void clearedItIsAsNew()
    {
        m_model->add({sized("docs/a", 1)});
        m_model->clear();
        QCOMPARE(m_model->rowCount({}), 0);
        QCOMPARE(m_model->totals(), Model::Totals{});
        m_model->add({sized("docs/a", 1)});
        QCOMPARE(rowsIn(*m_model, at("docs")), QStringList{u"a"_qs});
    }
};

QTEST_GUILESS_MAIN(TestShareTreeModel)
#include "tst_sharetreemodel.moc"
