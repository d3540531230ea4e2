#include "peer-gui/engine/transfer/classicmatch.h"
#include "tests/peer-engine/records.h"

#include <QTest>

using namespace ft;
using namespace ft::engine;

namespace {

FileRecord recordOfType(const QString &path, const QByteArray &type)
{
    auto record = test::recordOf(path);
    record.type = type;
    return record;
}

SharedFile fileOf(const QString &path, const QByteArray &type, std::uint64_t size)
{
    auto record = recordOfType(path, type);
    record.size = size;
    return {record, path, {}, 1, std::make_shared<const std::vector<NodeHash>>()};
}

} // namespace

class TstClassicMatch : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression{QStringLiteral(".*")}); }

    void knowsAFileByName_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("isMeant");
        const auto row = [](const char *name, const char *path, bool isMeant) {
            QTest::addRow("'%s' for %s", name, path)
                << QByteArray{name} << QString::fromUtf8(path) << isMeant;
        };
        row("report.pdf", "report.pdf", true);
        row("report.pdf", "docs/report.pdf", true);
        row("docs/report.pdf", "docs/report.pdf", true);
        row("report", "docs/report.pdf", true);
        row("report", "report.PDF", true);
        row("report", "report", true);
        row("report", "report.tar.gz", true);
        row("report.tar", "report.tar.gz", true);
        row("notes, old", "notes, old.txt", true);
        row("größe", "größe.txt", true);
        row("docs/report", "docs/report.pdf", false);
        row("report", "report.draft.pdf", false);
        row("report", "reports.pdf", false);
        row("report.", "report.pdf", false);
        row("report", "report.", false);
        row("Report.pdf", "report.pdf", false);
        row("port.pdf", "report.pdf", false);
        row("eport.pdf", "docs/report.pdf", false);
        row("docs", "docs/report.pdf", false);
        row("../docs/report.pdf", "docs/report.pdf", false);
        row("/docs/report.pdf", "docs/report.pdf", false);
        row("", ".profile", false);
    }
    void knowsAFileByName()
    {
        QFETCH(QByteArray, name);
        QFETCH(QString, path);
        QFETCH(bool, isMeant);
        QCOMPARE(isClassicName(name, test::pathOf(path)), isMeant);
    }

    void knowsATypeByItsNames_data()
    {
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("isMeant");
        const auto row = [](const char *asked, const char *path, const char *type, bool isMeant) {
            QTest::addRow("%s for %s, %s", asked, path, type)
                << QByteArray{asked} << QString::fromUtf8(path) << QByteArray{type} << isMeant;
        };
        row("application/pdf", "a.pdf", "application/pdf", true);
        row("APPLICATION/PDF", "a.pdf", "application/pdf", true);
        row("application/x-pdf", "a.pdf", "application/pdf", true);
        row("pdf", "a.pdf", "application/pdf", true);
        row(".pdf", "a.pdf", "application/pdf", true);
        row("PDF", "a.pdf", "application/pdf", true);
        row("pdf", "a.PDF", "application/pdf", true);
        row(".Pdf", "a.pDF", "application/pdf", true);
        row("jpg", "a.jpeg", "image/jpeg", true);
        row("jpeg", "a.jpg", "image/jpeg", true);
        row(".JPEG", "a.jpg", "image/jpeg", true);
        row("image/jpg", "a.jpg", "image/jpeg", true);
        row("audio/mp3", "a.mp3", "audio/mpeg", true);
        row("image/png", "a.jpg", "image/jpeg", false);
        row("video/jpg", "a.jpg", "image/jpeg", false);
        row("image/", "a.jpg", "image/jpeg", false);
        row("/", "a.jpg", "image/jpeg", false);
        row("htm", "a.html", "text/html", true);
        row("text", "a.txt", "text/plain", true);
        row("txt", "a.txt", "text/plain", true);
        row("Text", "a.html", "text/html", true);
        row("text", "a.json", "application/json", true);
        row("image", "a.png", "image/png", true);
        row("gz", "a.tar.gz", "application/x-compressed-tar", true);
        row("tar.gz", "a.tar.gz", "application/x-compressed-tar", true);
        row("xyzzy", "a.xyzzy", "application/octet-stream", true);
        row("application/octet-stream", "a.xyzzy", "application/octet-stream", true);
        row("application", "a.pdf", "application/pdf", true);
        row("text/plain", "a.pdf", "application/pdf", false);
        row("txt", "a.pdf", "application/pdf", false);
        row("text", "a.png", "image/png", false);
        row("image", "a.txt", "text/plain", false);
        row("df", "a.pdf", "application/pdf", false);
        row("a.pdf", "a.pdf", "application/pdf", false);
        row(".", "a.pdf", "application/pdf", false);
        row("no-such", "a.xyzzy", "application/octet-stream", false);
        row("no/such", "a.xyzzy", "application/octet-stream", false);
        row("octet-stream", "a", "application/octet-stream", false);
    }
    void knowsATypeByItsNames()
    {
        QFETCH(QByteArray, asked);
        QFETCH(QString, path);
        QFETCH(QByteArray, type);
        QFETCH(bool, isMeant);
        QCOMPARE(isClassicType(asked, recordOfType(path, type)), isMeant);
    }

    void findsTheFileThatIsMeant_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<quint64>("size");
        QTest::addColumn<QByteArray>("path"); // empty for none
        const auto row = [](const char *name, const char *type, quint64 size, const char *path) {
            QTest::addRow("%s, %s, %llu", name, type, static_cast<unsigned long long>(size))
                << QByteArray{name} << QByteArray{type} << size << QByteArray{path};
        };
        row("report.pdf", "application/pdf", 10, "docs/report.pdf");
        row("report", "pdf", 10, "docs/report.pdf");
        row("report", "txt", 20, "report.txt");
        row("report", "text/plain", 20, "report.txt");
        row("report", "text/plain", 10, "");
        row("report.pdf", "application/pdf", 11, "");
        row("report.pdf", "txt", 10, "");
        row("report.doc", "doc", 10, "");
        row("same.txt", "txt", 5, "a/same.txt");
        row("same.txt", "txt", 6, "b/same.txt");
        row("b/same.txt", "txt", 6, "b/same.txt");
        row("b/same.txt", "txt", 5, "");
        row("same", "text", 6, "b/same.txt");
        // A whole name goes before a shortened one, and a path before both.
        row("plain", "text", 7, "z/plain");
        row("a/plain", "text", 7, "");
        row("p.q", "text", 8, "p.q");
    }
    void findsTheFileThatIsMeant()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, type);
        QFETCH(quint64, size);
        QFETCH(QByteArray, path);
        ShareCatalog catalog;
        const auto add = [&](const char *at, const char *of, std::uint64_t bytes) {
            QVERIFY(catalog.insert(fileOf(QString::fromUtf8(at), of, bytes)));
        };
        add("docs/report.pdf", "application/pdf", 10);
        add("report.txt", "text/plain", 20);
        add("a/same.txt", "text/plain", 5);
        add("b/same.txt", "text/plain", 6);
        add("a/plain.txt", "text/plain", 7);
        add("z/plain", "text/plain", 7);
        add("p.q", "text/plain", 8);
        add("other/p.q", "text/plain", 8);
        const auto found = findClassic(catalog, {name, type, size});
        QCOMPARE(found ? found->record.path.utf8() : QByteArray{}, path);
    }

    void findsNothingInAnEmptyShare()
    {
        const ShareCatalog catalog;
        QVERIFY(!findClassic(catalog, {"a", "txt", 0}));
    }
};

QTEST_GUILESS_MAIN(TstClassicMatch)
#include "tst_classicmatch.moc"
