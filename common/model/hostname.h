#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

#include <optional>

namespace ft {

/// The name under which a peer is known at the tracker: 1 to 63 of `A-Z a-z 0-9 . _ -`, not
/// beginning with `.` or `-`.
///
/// Case is kept for display and ignored for equality, so that `Studio-A` cannot stand in for
/// `studio-a`.
class HostName final
{
public:
    static constexpr qsizetype MaxLength = 63;

    /// Nothing when the text breaks a rule above.
    [[nodiscard]] static std::optional<HostName> parse(QByteArrayView text);
    /// The nearest valid name, for a default taken from the machine's own name; `peer` when nothing
    /// is left.
    [[nodiscard]] static HostName nearest(const QString &text);

    [[nodiscard]] const QByteArray &bytes() const { return m_text; }
    [[nodiscard]] QString toString() const { return QString::fromLatin1(m_text); }
    /// What equality and tables go by: the name in lower case.
    [[nodiscard]] const QByteArray &key() const { return m_key; }

    bool operator==(const HostName &other) const { return m_key == other.m_key; }

private:
    explicit HostName(const QByteArray &text)
        : m_text(text)
        , m_key(text.toLower())
    {}

    QByteArray m_text;
    QByteArray m_key;
};

[[nodiscard]] inline std::size_t qHash(const HostName &name, std::size_t seed = 0)
{
    return ::qHash(name.key(), seed);
}

} // namespace ft
