#include "peer-gui/models/collationkeys.h"

namespace ft::models {

CollationKeys::CollationKeys(TextOf textOf)
    : m_textOf(std::move(textOf))
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

int CollationKeys::compare(int left, int right, int rows)
{
    makeUpTo(rows);
    return m_keys[static_cast<std::size_t>(left)].compare(m_keys[static_cast<std::size_t>(right)]);
}

void CollationKeys::makeUpTo(int rows)
{
    const auto wanted = static_cast<std::size_t>(rows);
    if (m_keys.size() >= wanted)
        return;
    m_keys.reserve(wanted);
    for (auto row = static_cast<int>(m_keys.size()); row < rows; ++row)
        m_keys.push_back(m_collator.sortKey(m_textOf(row)));
}

} // namespace ft::models
