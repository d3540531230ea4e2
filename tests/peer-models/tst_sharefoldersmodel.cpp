#include "peer-gui/models/sharefoldersmodel.h"
#include "tests/peer-models/sampledata.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace ft;
using namespace ft::models;
using engine::SharedFileInfo;
using engine::ShareFolderInfo;
using sample::shared;
using Model = ShareFoldersModel;
using State = ShareFolderInfo::State;

namespace {

ShareFolderInfo folder(const char *path, State state)
{
    ShareFolderInfo info;
    info.path = QString::fromUtf8(path);
    info.state = state;
    if (state == State::Watched)
        info.realPath = info.path;
    return info;
}

SharedFileInfo at(const char *localPath, std::uint64_t size)
{
    SharedFileInfo file = shared(localPath + 1, size);
    file.localPath = QString::fromUtf8(localPath);
    return file;
}

struct Shown
{
    Model model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};

    void show(const std::vector<SharedFileInfo> &files, const std::vector<ShareFolderInfo> &folders)
    {
        model.update(std::make_shared<const ShareTree>(treeOf(files, folders)));
    }

    /// All rows, those below indented by dots.
    [[nodiscard]] QStringList rows(const QModelIndex &parent = {}, int depth = 0) const
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, Model::Name, parent);
            all << QString(depth, u'.') % index.data(Qt::AccessibleTextRole).toString();
            all << rows(index, depth + 1);
        }
        return all;
    }
};

const auto Share = folder("/share", State::Watched);

} // namespace

class TestShareFoldersModel final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void addsUpWhatFoldersHold()
    {
        Shown shown;
        shown.show({at("/share/a", 1000),
                    at("/share/docs/b", 2000),
                    at("/share/docs/x10/c", 3000),
                    at("/share/docs/x9/d", 4000),
                    at("/elsewhere/e", 5000)},
                   {Share, folder("/gone", State::Missing), folder("/off", State::Off)});
        QCOMPARE(shown.rows(),
                 (QStringList{u"Everything: 5 files, 15.0 kB"_qs,
                              u"share: 4 files, 10.0 kB"_qs,
                              u".docs: 3 files, 9.0 kB"_qs,
                              u"..x9: 1 file, 4.0 kB"_qs,
                              u"..x10: 1 file, 3.0 kB"_qs,
                              u"gone: Not found"_qs,
                              u"off: Taken out"_qs,
                              u"Single files: 1 file, 5.0 kB"_qs}));
    }

    void tellsWhichNodeAFileLiesIn()
    {
        const auto tree = treeOf({at("/share/a", 1), at("/share/docs/b", 1), at("/sharex/c", 1)},
                                 {Share});
        QCOMPARE(tree.nodes[static_cast<std::size_t>(tree.nodeOf[0])].name, u"share"_qs);
        QCOMPARE(tree.nodes[static_cast<std::size_t>(tree.nodeOf[1])].name, u"docs"_qs);
        QCOMPARE(tree.nodes[static_cast<std::size_t>(tree.nodeOf[2])].key, SingleKey);
    }

    void foldersThatStayKeepTheirIndexes()
    {
        Shown shown;
        shown.show({at("/share/a/x", 1), at("/share/b/deep/y", 1), at("/share/c/z", 1)}, {Share});
        const QPersistentModelIndex b{shown.model.indexOf(QStringLiteral("/share/b"))};
        const QPersistentModelIndex a{shown.model.indexOf(QStringLiteral("/share/a"))};
        QVERIFY(b.isValid());
        QSignalSpy reset{&shown.model, &QAbstractItemModel::modelReset};
        shown.show({at("/share/aa/n", 1),
                    at("/share/ab/o", 1),
                    at("/share/b/deep/y", 1),
                    at("/share/b/new/z", 2)},
                   {Share});
        QVERIFY(!a.isValid());
        QCOMPARE(b.row(), 2);
        QCOMPARE(shown.rows(),
                 (QStringList{u"Everything: 4 files, 5 bytes"_qs,
                              u"share: 4 files, 5 bytes"_qs,
                              u".aa: 1 file, 1 bytes"_qs,
                              u".ab: 1 file, 1 bytes"_qs,
                              u".b: 2 files, 3 bytes"_qs,
                              u"..deep: 1 file, 1 bytes"_qs,
                              u"..new: 1 file, 2 bytes"_qs}));
        QCOMPARE(reset.count(), 0);
    }

    void foldersMayChangePlaces()
    {
        Shown shown;
        const auto other = folder("/other", State::Watched);
        shown.show({at("/share/a", 1), at("/other/b/c", 1)}, {Share, other});
        shown.show({at("/share/a", 1), at("/other/b/c", 1)}, {other, Share});
        QCOMPARE(shown.rows(),
                 (QStringList{u"Everything: 2 files, 2 bytes"_qs,
                              u"other: 1 file, 1 bytes"_qs,
                              u".b: 1 file, 1 bytes"_qs,
                              u"share: 1 file, 1 bytes"_qs}));
        shown.show({}, {});
        QCOMPARE(shown.rows(), QStringList{u"Everything: 0 files, 0 bytes"_qs});
    }
};

QTEST_GUILESS_MAIN(TestShareFoldersModel)
#include "tst_sharefoldersmodel.moc"
