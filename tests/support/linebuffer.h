#pragma once

#include <QByteArray>
#include <QStringList>

namespace ft::test {

/// Cuts what a program writes into lines, however the bytes arrive.
class LineBuffer
{
public:
    void feed(const QByteArray &bytes);
    /// Counts what stands behind the last line feed as a line; for the end of the stream.
    void finish();

    [[nodiscard]] const QStringList &lines() const { return m_lines; }

private:
    QByteArray m_rest;
    QStringList m_lines;
};

} // namespace ft::test
