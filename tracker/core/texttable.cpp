#include "tracker/core/texttable.h"

namespace ft::tracker {

TextTable::Handle TextTable::acquire(const QByteArray &text)
{
    if (const auto known = m_handles.constFind(text); known != m_handles.constEnd()) {
        ++m_texts[*known].users;
        return *known;
    }
    Handle handle = 0;
    if (m_free.empty()) {
        handle = static_cast<Handle>(m_texts.size());
        m_texts.push_back({text, 1});
    } else {
        handle = m_free.back();
        m_free.pop_back();
        m_texts[handle] = {text, 1};
    }
    m_handles.insert(text, handle);
    return handle;
}

void TextTable::release(Handle handle)
{
    Text &text = m_texts[handle];
    if (--text.users > 0)
        return;
    m_handles.remove(text.text);
    text.text = {};
    m_free.push_back(handle);
}

} // namespace ft::tracker
