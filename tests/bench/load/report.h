#pragma once

#include "tests/bench/load/measurement.h"

#include <QJsonObject>

#include <vector>

namespace ft::bench {

/// Gathers what was measured and prints it, as a Markdown table or one JSON object per line.
class Report
{
public:
    enum class Format { Markdown, Json };

    explicit Report(Format format)
        : m_format(format)
    {}

    /// Something learnt on the way, such as the rate of joining; printed at once.
    void note(const QString &what, double value, const QString &unit) const;

    /// One round of a scenario; scenarios are printed in the order of their first round.
    void add(const QString &scenario, const Measurement &measurement);

    /// For each scenario the round with the median rate, or the median p99 when the rate was given.
    void print() const;

private:
    struct Scenario
    {
        QString name;
        std::vector<Measurement> rounds;
    };

    static void printLine(const QString &line);
    void printPartial() const;
    void printMarkdown(const Scenario &scenario) const;
    static QJsonObject toJson(const Scenario &scenario);

    Format m_format;
    std::vector<Scenario> m_scenarios;
};

} // namespace ft::bench
