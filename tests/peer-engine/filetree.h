#pragma once

#include "common/model/sharedpath.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringBuilder>
#include <QTemporaryDir>

#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace ft::test {

/// A folder of files that a test makes and that is gone with it. Names are bytes, as on disk.
class FileTree final
{
public:
    FileTree()
        : m_root(QDir{m_dir.path()}.canonicalPath())
    {
        m_dir.setAutoRemove(false); // it leaves names behind that are not UTF-8
    }
    ~FileTree()
    {
        std::error_code ignored;
        std::filesystem::remove_all(QFile::encodeName(m_root).toStdString(), ignored);
    }
    Q_DISABLE_COPY_MOVE(FileTree)

    [[nodiscard]] const QString &root() const { return m_root; }
    [[nodiscard]] QString at(const QString &name) const { return m_root % u'/' % name; }
    [[nodiscard]] QByteArray rawPath(const QByteArray &name) const
    {
        return QByteArray{QFile::encodeName(m_root) % '/' % name};
    }

    /// Writes the file anew; its folder is made.
    void write(const QByteArray &name, const QByteArray &content) const
    {
        if (const auto slash = name.lastIndexOf('/'); slash > 0)
            QDir{}.mkpath(at(QString::fromUtf8(name.first(slash))));
        FILE *file = std::fopen(rawPath(name).constData(), "wb");
        require(file != nullptr);
        const auto size = static_cast<std::size_t>(content.size());
        require(std::fwrite(content.constData(), 1, size, file) == size);
        require(std::fclose(file) == 0);
    }

    void folder(const QString &name) const { require(QDir{}.mkpath(at(name))); }
    void remove(const QByteArray &name) const { require(::unlink(rawPath(name).constData()) == 0); }
    void symlink(const QByteArray &target, const QByteArray &name) const
    {
        require(::symlink(target.constData(), rawPath(name).constData()) == 0);
    }
    void pipe(const QByteArray &name) const
    {
        require(::mkfifo(rawPath(name).constData(), 0600) == 0);
    }

private:
    static void require(bool done)
    {
        if (!done)
            throw std::runtime_error("the test's files cannot be made");
    }

    QTemporaryDir m_dir;
    QString m_root;
};

inline SharedPath sharedPath(const char *text)
{
    return SharedPath::parse(QByteArrayView{text}).value();
}

} // namespace ft::test
