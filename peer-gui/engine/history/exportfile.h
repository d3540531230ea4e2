#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/history/historyentry.h"

#include <QSaveFile>

namespace ft::engine {

/// What a program reads the exported history as.
enum class HistoryFormat {
    Csv, ///< RFC 4180, UTF-8, a header and one line for each entry
    Json, ///< an array, one object in each line
};

/// Writes entries into a file that has its name only once it is whole.
///
/// Blocks on the disk; any thread, one at a time.
class ExportFile final
{
public:
    ExportFile(const QString &path, HistoryFormat format);
    Q_DISABLE_COPY_MOVE(ExportFile)
    /// What was not finished leaves no trace.
    ~ExportFile() = default;

    /// FileUnwritable, DiskFull or DiskFailed, here and below.
    [[nodiscard]] Result<void, Problem> open();
    [[nodiscard]] Result<void, Problem> write(const std::vector<HistoryEntry> &entries);
    /// Takes the place of a file that has the name.
    [[nodiscard]] Result<void, Problem> finish();

private:
    [[nodiscard]] QString linesOf(const std::vector<HistoryEntry> &entries);
    [[nodiscard]] Result<void, Problem> put(const QString &text);
    [[nodiscard]] Result<void, Problem> fail();

    QSaveFile m_file;
    HistoryFormat m_format;
    bool m_isEmpty = true; ///< nothing is written yet
};

} // namespace ft::engine
