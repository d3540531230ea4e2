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

double microseconds(const Histogram &latency, double share)
{
    return microseconds(latency.quantile(share));
}

/// What the rounds of a scenario are compared by.
double figureOf(const Measurement &measurement)
{
    return measurement.isPaced ? microseconds(measurement.all(), 0.99) : measurement.rate();
}

void sortRounds(std::vector<Measurement> &rounds)
{
    std::sort(rounds.begin(), rounds.end(), [](const Measurement &a, const Measurement &b) {
        return figureOf(a) < figureOf(b);
    });
}

const Measurement &medianOf(const std::vector<Measurement> &rounds)
{
    return rounds[(rounds.size() - 1) / 2];
}

/// The kinds of query that were answered, when there are several.
std::vector<QueryKind> kindsOf(const Measurement &measurement)
{
    std::vector<QueryKind> kinds;
    for (const QueryKind kind : QueryKinds) {
        if (measurement.of(kind).total() > 0)
            kinds.push_back(kind);
    }
    return kinds.size() > 1 ? kinds : std::vector<QueryKind>{};
}

/// 123456.7 as 123,457, and 1.234 as 1.23.
QString grouped(double number)
{
    const int decimals = number < 10 ? 2 : 0;
    return QLocale{QLocale::English}.toString(number, 'f', decimals);
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
    if (m_scenarios.empty())
        return;
    if (m_format == Format::Markdown)
        printLine(QStringLiteral("\n| scenario | searches/s | p50 us | p99 us | p99.9 us | lowest "
                                 "and highest round | processor |\n|---|---|---|---|---|---|---|"));
    for (Scenario scenario : m_scenarios) {
        sortRounds(scenario.rounds);
        if (m_format == Format::Markdown)
            printMarkdown(scenario);
        else
            printLine(
                QString::fromUtf8(QJsonDocument{toJson(scenario)}.toJson(QJsonDocument::Compact)));
    }
}

/// Says where answers were cut short: their latency is not that of whole answers.
void Report::printPartial() const
{
    for (const Scenario &scenario : m_scenarios) {
        std::uint64_t answers = 0;
        std::uint64_t partial = 0;
        for (const Measurement &round : scenario.rounds) {
            answers += round.of(QueryKind::Substring).total();
            partial += round.partial;
        }
        if (partial > 0) {
            printLine(QStringLiteral("\n%1: %2 of %3 substring answers were cut short")
                          .arg(scenario.name)
                          .arg(partial)
                          .arg(answers));
        }
    }
}

void Report::printLine(const QString &line)
{
    QTextStream out{stdout};
    out << line << Qt::endl;
}

void Report::printMarkdown(const Scenario &scenario) const
{
    const Measurement &median = medianOf(scenario.rounds);
    const auto line = [&](const QString &name, const Histogram &latency, const QString &rest) {
        printLine(QStringLiteral("| %1 | %2 | %3 | %4 | %5 | %6 |")
                      .arg(name,
                           grouped(static_cast<double>(latency.total()) / median.seconds),
                           grouped(microseconds(latency, 0.5)),
                           grouped(microseconds(latency, 0.99)),
                           grouped(microseconds(latency, 0.999)),
                           rest));
    };
    const QString rounds = QStringLiteral("%1 to %2 %3")
                               .arg(grouped(figureOf(scenario.rounds.front())),
                                    grouped(figureOf(scenario.rounds.back())),
                                    median.isPaced ? QStringLiteral("us p99")
                                                   : QStringLiteral("/s"));
    const QString processor = median.processorSeconds > 0
                                  ? grouped(100 * median.processorSeconds / median.seconds) + u" %"
                                  : QString{};
    line(scenario.name, median.all(), rounds + u" | " + processor);
    for (const QueryKind kind : kindsOf(median))
        line(u"- " + nameOf(kind), median.of(kind), QStringLiteral("|"));
}

QJsonObject Report::toJson(const Scenario &scenario)
{
    const Measurement &median = medianOf(scenario.rounds);
    const auto latencies = [&median](const Histogram &latency) {
        return QJsonObject{{QStringLiteral("rate"),
                            static_cast<double>(latency.total()) / median.seconds},
                           {QStringLiteral("p50_us"), microseconds(latency, 0.5)},
                           {QStringLiteral("p99_us"), microseconds(latency, 0.99)},
                           {QStringLiteral("p999_us"), microseconds(latency, 0.999)}};
    };
    QJsonArray figures;
    for (const Measurement &round : scenario.rounds)
        figures.append(figureOf(round));
    QJsonObject object = latencies(median.all());
    object.insert(QStringLiteral("scenario"), scenario.name);
    object.insert(median.isPaced ? QStringLiteral("p99s_us") : QStringLiteral("rates"), figures);
    object.insert(QStringLiteral("partial"), static_cast<double>(median.partial));
    object.insert(QStringLiteral("processor_seconds"), median.processorSeconds);
    for (const QueryKind kind : kindsOf(median))
        object.insert(nameOf(kind), latencies(median.of(kind)));
    return object;
}

} // namespace ft::bench
