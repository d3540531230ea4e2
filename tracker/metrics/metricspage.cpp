#include "tracker/metrics/metricspage.h"

#include <QLocale>

namespace ft::tracker {

namespace {

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
}

QByteArray escaped(QByteArray value)
{
    return value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
}

} // namespace

void MetricsPage::begin(const char *name, const char *type, const char *help)
{
    m_name = name;
    m_text += "# HELP " + m_name + ' ' + help + "\n# TYPE " + m_name + ' ' + type + '\n';
}

void MetricsPage::sample(double value, const Labels &labels)
{
    line("", labels, value);
}

void MetricsPage::counter(const char *name, const char *help, double value)
{
    begin(name, "counter", help);
    sample(value);
}

void MetricsPage::gauge(const char *name, const char *help, double value)
{
    begin(name, "gauge", help);
    sample(value);
}

void MetricsPage::histogram(const std::vector<Bucket> &buckets,
                            std::uint64_t count,
                            double sum,
                            const Labels &labels)
{
    const auto bucket = [&](const QByteArray &upTo, std::uint64_t counted) {
        Labels withBound = labels;
        withBound.emplace_back("le", upTo);
        line("_bucket", withBound, static_cast<double>(counted));
    };
    for (const Bucket &is : buckets)
        bucket(number(is.upTo), is.count);
    bucket("+Inf", count);
    line("_sum", labels, sum);
    line("_count", labels, static_cast<double>(count));
}

void MetricsPage::line(const char *suffix, const Labels &labels, double value)
{
    m_text += m_name + suffix;
    char before = '{';
    for (const auto &[name, text] : labels) {
        m_text += before + QByteArray{name} + "=\"" + escaped(text) + '"';
        before = ',';
    }
    if (!labels.empty())
        m_text += '}';
    m_text += ' ' + number(value) + '\n';
}

} // namespace ft::tracker
