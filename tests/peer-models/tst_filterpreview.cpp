#include "peer-gui/models/filterpreview.h"
#include "tests/peer-models/sampledata.h"

#include <QRegularExpression>
#include <QTest>

using namespace ft;
using namespace ft::models;
using Filter = engine::ShareFilter::Settings;

class TestFilterPreview final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English}); }
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void tellsWhatAFilterLeavesOut_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<std::uint64_t>("maxSize");
        QTest::addColumn<QStringList>("leftOut");
        const QStringList none;
        QTest::newRow("nothing") << QString{} << std::uint64_t{0} << none;
        QTest::newRow("a pattern")
            << QStringLiteral("*.log") << std::uint64_t{0} << QStringList{u"old/b.log"_qs};
        QTest::newRow("a folder") << QStringLiteral("old/") << std::uint64_t{0}
                                  << QStringList{u"old/a[1].txt"_qs, u"old/b.log"_qs};
        QTest::newRow("what is large")
            << QString{} << std::uint64_t{100} << QStringList{u"large"_qs};
        QTest::newRow("one file, by its place")
            << patternFor(QStringLiteral("old/a[1].txt"), false) << std::uint64_t{0}
            << QStringList{u"old/a[1].txt"_qs};
        QTest::newRow("one folder, by its place")
            << patternFor(QStringLiteral("old"), true) << std::uint64_t{0}
            << QStringList{u"old/a[1].txt"_qs, u"old/b.log"_qs};
        QTest::newRow("never a single file")
            << QStringLiteral("single") << std::uint64_t{0} << none;
    }
    void tellsWhatAFilterLeavesOut()
    {
        QFETCH(QString, pattern);
        QFETCH(std::uint64_t, maxSize);
        QFETCH(QStringList, leftOut);
        engine::ShareFolderInfo folder;
        folder.path = folder.realPath = QStringLiteral("/home/ada/share");
        auto single = sample::shared("single", 7);
        single.localPath = QStringLiteral("/elsewhere/single");
        const std::vector files{sample::shared("large", 101),
                                sample::shared("old/a[1].txt", 2),
                                sample::shared("old/b.log", 3),
                                single};
        Filter filter;
        filter.excluded = {pattern};
        filter.maxSize = maxSize;
        const auto preview = previewOf(filter, files, {folder});
        QCOMPARE(preview.examples, leftOut);
        QCOMPARE(preview.files, static_cast<std::uint64_t>(leftOut.size()));
        for (const QString &name : leftOut)
            QVERIFY(describe(preview).contains(name));
    }
};

QTEST_APPLESS_MAIN(TestFilterPreview)
#include "tst_filterpreview.moc"
