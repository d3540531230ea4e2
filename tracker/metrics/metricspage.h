#pragma once

#include <QByteArray>

#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace ft::tracker {

/// Builds a page in Prometheus' text format, version 0.0.4.
///
/// Names and labels are constants of the program; label values may be anything.
class MetricsPage final
{
public:
    using Labels = std::vector<std::pair<const char *, QByteArray>>;

    /// Begins a metric; the samples that follow belong to it. `type` is `counter`, `gauge` or
    /// `histogram`.
    void begin(const char *name, const char *type, const char *help);
    void sample(double value, const Labels &labels = {});

    // A metric with one sample.
    void counter(const char *name, const char *help, double value);
    void gauge(const char *name, const char *help, double value);

    /// How many observations were at most so long.
    struct Bucket
    {
        double upTo = 0;
        std::uint64_t count = 0; ///< with those of the buckets before
    };
    /// One histogram of the metric begun, `labels` apart from `le`.
    void histogram(const std::vector<Bucket> &buckets,
                   std::uint64_t count,
                   double sum,
                   const Labels &labels = {});

    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    void line(const char *suffix, const Labels &labels, double value);

    QByteArray m_name;
    QByteArray m_text;
};

} // namespace ft::tracker
