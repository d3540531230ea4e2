#pragma once

#include "common/model/searchquery.h"

namespace ft {

/// One part of a query's text that stands between spaces: a word, a phrase, or `key:value`.
struct QueryTerm
{
    qsizetype at = 0; ///< code units of the whole term, its `-` and quotes included
    qsizetype length = 0;
    bool isExcluded = false; ///< a `-` stands before it
    QString key; ///< small letters; empty for words and phrases
    QString value; ///< without quotes
    qsizetype valueAt = 0; ///< code units of the value as written, quotes included
    qsizetype valueLength = 0;
};

/// Splits the text of a query; its keys and values are not looked at.
[[nodiscard]] Result<std::vector<QueryTerm>, QueryError> splitQuery(QStringView text);

/// A word or a phrase as it must be written to be read as nothing else.
[[nodiscard]] QString writtenWord(const QString &word);

/// A value as it must be written behind the colon of its key.
[[nodiscard]] QString writtenValue(const QString &value);

} // namespace ft
