#pragma once

#include "common/base/result.h"
#include "common/protocol/fields.h"
#include "peer-gui/engine/problem.h"

#include <QByteArrayView>
#include <QString>

#include <chrono>
#include <memory>

namespace ft::engine {

/// The unfinished file of one download: verified pieces are written to their places until it is
/// complete.
///
/// Every function blocks on the disk: worker threads only. write() may run in several threads at
/// once for different ranges. The file is locked, so that no other process writes to it, and goes
/// with the object unless keep() says otherwise.
class PartFile final
{
public:
    /// Creates the file, or empties what an earlier try left. DiskFull when `size` bytes do not fit
    /// the disk.
    [[nodiscard]] static Result<std::shared_ptr<PartFile>, Problem> create(const QString &path,
                                                                           std::uint64_t size);
    ~PartFile();
    Q_DISABLE_COPY_MOVE(PartFile)

    [[nodiscard]] Result<void, Problem> write(std::uint64_t offset, QByteArrayView bytes);

    /// Makes sure that everything written survives a power cut, and gives the file its modification
    /// time.
    [[nodiscard]] Result<void, Problem> complete(std::chrono::sys_seconds modified);

    /// The file has its final name, and stays.
    void keep() { m_isTemporary = false; }

    [[nodiscard]] const QString &path() const { return m_path; }

private:
    PartFile(int descriptor, QString path)
        : m_descriptor(descriptor)
        , m_path(std::move(path))
    {}
    [[nodiscard]] Problem diskProblem(int error) const;

    int m_descriptor;
    QString m_path;
    bool m_isTemporary = false; ///< ours, and to be removed at the end
};

} // namespace ft::engine
