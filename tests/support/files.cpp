#include "tests/support/files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstring>

namespace ft::test {

namespace {

constexpr qint64 StepSize = 1 << 20;

/// SplitMix64: a few operations per 8 bytes, and good enough that no two blocks are alike.
class Randomness
{
public:
    explicit Randomness(quint64 seed)
        : m_state(seed * 0x9e3779b97f4a7c15ULL + 1)
    {}

    void fill(QByteArray &bytes)
    {
        const auto size = static_cast<std::size_t>(bytes.size());
        char *const data = bytes.data();
        for (std::size_t i = 0; i < size; i += sizeof(quint64)) {
            const quint64 word = next();
            std::memcpy(data + i, &word, std::min(sizeof word, size - i));
        }
    }

private:
    quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        quint64 mixed = m_state;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebULL;
        return mixed ^ (mixed >> 31U);
    }

    quint64 m_state;
};

void openForWriting(QFile &file)
{
    QDir{}.mkpath(QFileInfo{file.fileName()}.path());
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        qFatal("cannot write %s: %s",
               qUtf8Printable(file.fileName()),
               qUtf8Printable(file.errorString()));
}

void writeAll(QFile &file, const QByteArray &bytes)
{
    if (file.write(bytes) != bytes.size())
        qFatal("cannot write %s: %s",
               qUtf8Printable(file.fileName()),
               qUtf8Printable(file.errorString()));
}

QByteArray digest(const QString &path, QCryptographicHash::Algorithm algorithm)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QCryptographicHash hash{algorithm};
    if (!hash.addData(&file))
        return {};
    return hash.result().toHex();
}

} // namespace

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file{path};
    openForWriting(file);
    writeAll(file, content);
}

void writeRandomFile(const QString &path, quint64 size, quint64 seed)
{
    QFile file{path};
    openForWriting(file);
    Randomness randomness{seed};
    QByteArray step(StepSize, Qt::Uninitialized);
    for (auto left = static_cast<qint64>(size); left > 0; left -= StepSize) {
        randomness.fill(step);
        writeAll(file, left < StepSize ? step.first(left) : step);
    }
}

QByteArray randomBytes(qsizetype size, quint64 seed)
{
    QByteArray bytes(size, Qt::Uninitialized);
    Randomness{seed}.fill(bytes);
    return bytes;
}

bool sameBytes(const QString &left, const QString &right)
{
    QFile leftFile{left};
    QFile rightFile{right};
    if (!leftFile.open(QIODevice::ReadOnly) || !rightFile.open(QIODevice::ReadOnly)
        || leftFile.size() != rightFile.size())
        return false;
    while (!leftFile.atEnd()) {
        const QByteArray step = leftFile.read(StepSize);
        if (step.isEmpty() || step != rightFile.read(StepSize))
            return false;
    }
    return true;
}

QByteArray sha256(const QString &path)
{
    return digest(path, QCryptographicHash::Sha256);
}

QByteArray md5(const QString &path)
{
    return digest(path, QCryptographicHash::Md5);
}

QStringList filesBelow(const QString &folder)
{
    QStringList paths;
    QDirIterator walk{folder,
                      QDir::Files | QDir::Hidden | QDir::System,
                      QDirIterator::Subdirectories};
    while (walk.hasNext())
        paths << QDir{folder}.relativeFilePath(walk.next());
    paths.sort();
    return paths;
}

} // namespace ft::test
