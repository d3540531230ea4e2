#include "tests/bench/load/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QTextStream>

#include <algorithm>

namespace ft::bench {

namespace {

double microseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::micro>(duration).count();
}

const Measurement &medianOf(std::vector<Measurement> &rounds)
{
    std::sort(rounds.begin(), rounds.end(), [](const Measurement &a, const Measurement &b) {
        return a.rate() < b.rate();
    });
    return rounds[(rounds.size() - 1) / 2];
}

/// 123456.7 as 123,457.
QString grouped(double number)
{
    return QLocale{QLocale::English}.toString(number, 'f', 0);
}

} // namespace

void Report::note(const QString &what, double value, const QString &unit) const
{
    if (m_format == Format::Json) {
        const QJsonObject object{{QStringLiteral("note"), what},
                                 {QStringLiteral("value"), value},
                                 {QStringLiteral("unit"), unit}};
        printLine(QString::fromUtf8(QJsonDocument{object}.toJson(QJsonDocument::Compact)));
        return;
    }
    printLine(QStringLiteral("%1: %2 %3").arg(what, grouped(value), unit));
}

void Report::add(const QString &scenario, const Measurement &measurement)
{
    auto found = std::find_if(m_scenarios.begin(),
                              m_scenarios.end(),
                              [&](const Scenario &candidate) {
                                  return candidate.name == scenario;
                              });
    if (found == m_scenarios.end())
        found = m_scenarios.insert(found, Scenario{scenario, {}});
    found->rounds.push_back(measurement);
}

void Report::print() const
{
    if (m_format == Format::Markdown)
        printLine(QStringLiteral("\n| scenario | requests/s | p50 us | p99 us | p99.9 us | lowest "
                                 "and highest round |\n|---|---|---|---|---|---|"));
    for (Scenario scenario : m_scenarios) {
        const Measurement &median = medianOf(scenario.rounds);
        if (m_format == Format::Markdown)
            printMarkdown(scenario, median);
        else
            printLine(QString::fromUtf8(
                QJsonDocument{toJson(scenario, median)}.toJson(QJsonDocument::Compact)));
    }
}

void Report::printLine(const QString &line)
{
    QTextStream out{stdout};
    out << line << Qt::endl;
}

void Report::printMarkdown(const Scenario &scenario, const Measurement &median) const
{
    const auto latency = [&median](double share) {
        return grouped(microseconds(median.latency.quantile(share)));
    };
    printLine(QStringLiteral("| %1 | %2 | %3 | %4 | %5 | %6 to %7 |")
                  .arg(scenario.name,
                       grouped(median.rate()),
                       latency(0.5),
                       latency(0.99),
                       latency(0.999),
                       grouped(scenario.rounds.front().rate()),
                       grouped(scenario.rounds.back().rate())));
}

QJsonObject Report::toJson(const Scenario &scenario, const Measurement &median)
{
    const auto latency = [&median](double share) {
        return microseconds(median.latency.quantile(share));
    };
    QJsonArray rates;
    for (const Measurement &round : scenario.rounds)
        rates.append(round.rate());
    return {{QStringLiteral("scenario"), scenario.name},
            {QStringLiteral("rate"), median.rate()},
            {QStringLiteral("p50_us"), latency(0.5)},
            {QStringLiteral("p99_us"), latency(0.99)},
            {QStringLiteral("p999_us"), latency(0.999)},
            {QStringLiteral("found"), static_cast<double>(median.found)},
            {QStringLiteral("missing"), static_cast<double>(median.missing)},
            {QStringLiteral("rates"), rates}};
}

} // namespace ft::bench
