#include "peer-gui/shell/printer.h"

#include <QJsonDocument>
#include <QTest>

using namespace ft;
using namespace ft::shell;
using engine::Operation;
using engine::Problem;
using engine::ProblemCode;

namespace {

struct Fixture
{
    explicit Fixture(Printer::Style style)
        : printer(
            style,
            [this](const QString &line) { out << line; },
            [this](const QString &line) { err << line; })
    {}

    QStringList out;
    QStringList err;
    Printer printer;
};

QJsonObject objectIn(const QString &line)
{
    return QJsonDocument::fromJson(line.toUtf8()).object();
}

console::Report report()
{
    return {{{QStringLiteral("name"), QStringLiteral("NAME")}},
            {QJsonObject{{QStringLiteral("name"), QStringLiteral("a\x1b[31m")}},
             QJsonObject{{QStringLiteral("name"), QStringLiteral("b")}}},
            QStringLiteral("nothing")};
}

const Problem NotFound{ProblemCode::NotFound, Operation::Search, QStringLiteral("a\x1b[2J\nb"), {}};

} // namespace

class TstPrinter : public QObject
{
    Q_OBJECT

private slots:
    void printsTablesForPeople()
    {
        Fixture f{Printer::Style::Text};
        f.printer.report(report());
        QCOMPARE(f.out.size(), 1);
        const auto lines = f.out[0].split(u'\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith(u"NAME"));
        QVERIFY(!f.out[0].contains(u'\x1b'));
    }

    void printsObjectsForPrograms()
    {
        Fixture f{Printer::Style::Json};
        f.printer.report(report());
        const auto lines = f.out.join(u'\n').split(u'\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(objectIn(lines[0]).value(QStringLiteral("name")).toString(),
                 QStringLiteral("a\x1b[31m"));
        QVERIFY(!lines[0].contains(u'\x1b'));
    }

    void printsNothingAsAnObject()
    {
        auto empty = report();
        empty.rows.clear();
        Fixture json{Printer::Style::Json};
        json.printer.report(empty);
        QVERIFY(json.out.isEmpty());
        Fixture text{Printer::Style::Text};
        text.printer.report(empty);
        QCOMPARE(text.out, QStringList{QStringLiteral("nothing")});
    }

    void tellsWhatWasDone()
    {
        const QJsonObject object{{QStringLiteral("event"), QStringLiteral("fetched")}};
        Fixture text{Printer::Style::Text};
        text.printer.done(QStringLiteral("fetched a\x1b"), object);
        QCOMPARE(text.out, QStringList{QString::fromUtf8("fetched a\xef\xbf\xbd")});
        Fixture json{Printer::Style::Json};
        json.printer.done(QStringLiteral("fetched a"), object);
        QCOMPARE(objectIn(json.out.value(0)), object);
    }

    void tellsProblemsInOneLineOnStandardError()
    {
        Fixture text{Printer::Style::Text};
        text.printer.problem(NotFound);
        text.printer.usage(QStringLiteral("unknown\x07"));
        text.printer.note(QStringLiteral("joined\x1b[1m"));
        QCOMPARE(text.err.size(), 3);
        QVERIFY(text.err[0].startsWith(u"ft-peer: not found"));
        QVERIFY(text.err[1].startsWith(u"ft-peer: unknown"));
        for (const auto &line : text.err)
            QVERIFY(!line.contains(u'\n') && !line.contains(u'\x1b') && !line.contains(u'\x07'));
        QVERIFY(text.out.isEmpty());
    }

    void tellsProblemsAsObjectsToPrograms()
    {
        Fixture json{Printer::Style::Json};
        json.printer.problem(NotFound);
        json.printer.usage(QStringLiteral("unknown"));
        const auto problem = objectIn(json.err.value(0));
        QCOMPARE(problem.value(QStringLiteral("error")).toString(), QStringLiteral("not-found"));
        QVERIFY(problem.value(QStringLiteral("message")).toString().contains(u"not found"));
        QCOMPARE(objectIn(json.err.value(1)).value(QStringLiteral("error")).toString(),
                 QStringLiteral("usage"));
        QVERIFY(!json.err[0].contains(u'\n'));
    }
};

QTEST_APPLESS_MAIN(TstPrinter)
#include "tst_printer.moc"
