#include "tests/bench/load/loadrun.h"

#include <QCoreApplication>
#include <QTextStream>

namespace {

int complain(const QString &what, int status)
{
    QTextStream{stderr} << "ft-load: " << what << Qt::endl;
    return status;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application{argc, argv};
    ft::bench::LoadOptions values;
    const auto options = ft::bench::LoadOptions::declare(values);
    const auto outcome = options.parseAndReport(QCoreApplication::arguments(), {});
    if (outcome.status)
        return *outcome.status;
    if (const auto wrong = values.contradiction())
        return complain(*wrong, 2);

    using Format = ft::bench::Report::Format;
    ft::bench::Report report{values.json ? Format::Json : Format::Markdown};
    ft::bench::LoadRun run{values, report};
    if (const auto done = run.run(); !done)
        return complain(done.error(), 1);
    report.print();
    return 0;
}
