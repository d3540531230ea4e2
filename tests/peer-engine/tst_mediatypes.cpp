#include "peer-gui/engine/share/mediatypes.h"

#include <QTest>

using ft::engine::MediaTypes;

namespace {

QByteArray typeInDatabase(const QString &name)
{
    return QMimeDatabase{}.mimeTypeForFile(name, QMimeDatabase::MatchExtension).name().toUtf8();
}

/// A name that the pattern takes.
QString nameFor(QString pattern)
{
    static const QRegularExpression oneOf{QStringLiteral(R"(\[(.)[^\]]*\])")};
    pattern.replace(u'*', QStringLiteral("some")).replace(u'?', u'a');
    return pattern.replace(oneOf, QStringLiteral("\\1"));
}

} // namespace

class TstMediaTypes : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void tellsTheTypeByName_data()
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
    void tellsTheTypeByName()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, type);
        QCOMPARE(MediaTypes{}.of(name), type);
    }

    /// Whatever was asked for before.
    void tellsWhatTheDatabaseTellsForEveryPatternOfIt()
    {
        MediaTypes types;
        int patterns = 0;
        for (const QMimeType &type : QMimeDatabase{}.allMimeTypes()) {
            for (const QString &pattern : type.globPatterns()) {
                const QString name = nameFor(pattern);
                const QStringList forms{name,
                                        name.toUpper(),
                                        QString{u"v1." + name},
                                        QString{name + u".gz"},
                                        QString{name + u".2"},
                                        name.toUpper()};
                for (const QString &form : forms)
                    QCOMPARE(types.of(form), typeInDatabase(form));
                ++patterns;
            }
        }
        QVERIFY(patterns > 100);
    }
};

QTEST_GUILESS_MAIN(TstMediaTypes)
#include "tst_mediatypes.moc"
