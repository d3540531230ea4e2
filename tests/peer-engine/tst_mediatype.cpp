#include "peer-gui/engine/share/mediatype.h"

#include <QTest>

class MediaTypeTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void tellsTheTypeByName_data();
    void tellsTheTypeByName();
};

void MediaTypeTest::tellsTheTypeByName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char *name, const char *type) {
        QTest::newRow(name) << QString::fromUtf8(name) << QByteArray{type};
    };
    row("report.pdf", "application/pdf");
    row("REPORT.PDF", "application/pdf");
    row("notes.txt", "text/plain");
    row("photo of us.jpeg", "image/jpeg");
    row("a.b.zip", "application/zip");
    row("a name without one", "application/octet-stream");
    row("x.no-such-extension", "application/octet-stream");
    row("", "application/octet-stream");
    row("größe, <100 %>.png", "image/png");
}

void MediaTypeTest::tellsTheTypeByName()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, type);
    QCOMPARE(ft::engine::mediaTypeOf(name), type);
}

QTEST_GUILESS_MAIN(MediaTypeTest)
#include "tst_mediatype.moc"
