#include "peer-gui/engine/history/exportfile.h"

#include "peer-gui/engine/history/historyformats.h"

#include <QJsonDocument>
#include <QStringBuilder>

#include <cerrno>

namespace ft::engine {

ExportFile::ExportFile(const QString &path, HistoryFormat format)
    : m_file(path)
    , m_format(format)
{}

Result<void, Problem> ExportFile::open()
{
    errno = 0;
    if (!m_file.open(QIODevice::WriteOnly))
        return fail();
    return put(m_format == HistoryFormat::Csv ? csvHeader() % u'\n' : QStringLiteral("["));
}

Result<void, Problem> ExportFile::write(const std::vector<HistoryEntry> &entries)
{
    return put(linesOf(entries));
}

QString ExportFile::linesOf(const std::vector<HistoryEntry> &entries)
{
    QString lines;
    for (const HistoryEntry &entry : entries) {
        if (m_format == HistoryFormat::Csv) {
            lines += csvLine(entry) % u'\n';
            continue;
        }
        lines += m_isEmpty ? QStringLiteral("\n") : QStringLiteral(",\n");
        lines += QString::fromUtf8(QJsonDocument{objectOf(entry)}.toJson(QJsonDocument::Compact));
        m_isEmpty = false;
    }
    return lines;
}

Result<void, Problem> ExportFile::finish()
{
    if (m_format == HistoryFormat::Json) {
        if (auto written = put(QStringLiteral("\n]\n")); !written)
            return written;
    }
    errno = 0;
    if (!m_file.commit())
        return fail();
    return {};
}

Result<void, Problem> ExportFile::put(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    errno = 0;
    // The buffer goes to the disk at once, so that a full one is noticed here.
    if (m_file.write(bytes) != bytes.size() || !m_file.flush())
        return fail();
    return {};
}

Result<void, Problem> ExportFile::fail()
{
    const bool isFull = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    const bool isBroken = errno == EIO;
    const QString detail = m_file.errorString();
    m_file.cancelWriting();
    const auto code = isFull     ? ProblemCode::DiskFull
                      : isBroken ? ProblemCode::DiskFailed
                                 : ProblemCode::FileUnwritable;
    return tl::unexpected(Problem{code, Operation::Export, m_file.fileName(), detail});
}

} // namespace ft::engine
