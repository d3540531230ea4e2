#pragma once

#include <QByteArray>
#include <QHash>

#include <cstdint>
#include <vector>

namespace ft::tracker {

/// Keeps each of few different texts once and counts its users; a text without users is forgotten.
class TextTable final
{
public:
    using Handle = std::uint32_t;

    /// The text's handle, with one user more.
    [[nodiscard]] Handle acquire(const QByteArray &text);
    /// One user less.
    void release(Handle handle);

    [[nodiscard]] const QByteArray &at(Handle handle) const { return m_texts[handle].text; }
    /// Shows every text to `visit(Handle, const QByteArray &)`; false, and nothing shown, when
    /// there are more than `most`.
    template <typename Visit>
    bool visit(std::uint32_t most, Visit visit) const
    {
        if (m_texts.size() > most)
            return false;
        for (Handle handle = 0; handle < m_texts.size(); ++handle) {
            if (m_texts[handle].users > 0)
                visit(handle, m_texts[handle].text);
        }
        return true;
    }
    [[nodiscard]] qsizetype count() const { return m_handles.size(); }

private:
    struct Text
    {
        QByteArray text;
        std::uint32_t users = 0;
    };

    std::vector<Text> m_texts;
    std::vector<Handle> m_free;
    QHash<QByteArray, Handle> m_handles;
};

} // namespace ft::tracker
