#pragma once

#include "peer-gui/engine/transfer/partialshare.h"

#include <algorithm>
#include <atomic>
#include <unordered_map>

namespace ft::test {

/// Unfinished downloads as the test says they are.
class PartialFiles final : public engine::PartialShare
{
public:
    void put(const engine::PartialFile &file) { m_files.insert_or_assign(*file.record.root, file); }

    [[nodiscard]] std::optional<engine::PartialFile> find(const ContentHash &root) const override
    {
        const auto found = m_files.find(root);
        return found == m_files.end() ? std::nullopt : std::optional{found->second};
    }

private:
    std::unordered_map<ContentHash, engine::PartialFile> m_files;
};

/// A file in memory, which gives at most `mostAtOnce` bytes per call.
class MemoryFile final : public engine::ReadableFile
{
public:
    explicit MemoryFile(QByteArray content, qint64 mostAtOnce = 100'000)
        : m_content(std::move(content))
        , m_mostAtOnce(mostAtOnce)
    {}

    [[nodiscard]] qint64 readAt(std::uint64_t offset, char *to, qint64 most) const override
    {
        if (m_isBroken)
            return -1;
        const auto begin = std::min(static_cast<qint64>(offset), qint64{m_content.size()});
        const auto given = std::min({most, m_mostAtOnce, m_content.size() - begin});
        std::copy_n(m_content.constData() + begin, given, to);
        return given;
    }
    [[nodiscard]] bool isUnchanged() const override { return !m_isChanged; }

    void breakDown() { m_isBroken = true; }
    void change() { m_isChanged = true; }

private:
    QByteArray m_content;
    qint64 m_mostAtOnce;
    std::atomic<bool> m_isBroken = false;
    std::atomic<bool> m_isChanged = false;
};

} // namespace ft::test
