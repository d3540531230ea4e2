#pragma once

#include "peer-gui/engine/history/historyentry.h"

#include <QVariantList>

namespace ft::engine {

/// A statement that reads entries, and the values of its places.
struct HistorySelect
{
    QString statement;
    QVariantList values;
};

/// Asks for one entry more than the filter's limit, to tell whether there are more. `columns` is
/// what it selects.
[[nodiscard]] HistorySelect selectOf(const HistoryFilter &filter, const char *columns);

/// Asks for how many entries there are, whatever the limit.
[[nodiscard]] HistorySelect countOf(const HistoryFilter &filter);

/// The form of a subject in which its words are looked for.
[[nodiscard]] QString foldedSubject(const QString &subject);

} // namespace ft::engine
