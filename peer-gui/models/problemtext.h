#pragma once

#include "peer-gui/engine/problem.h"

#include <QString>

namespace ft::models {

/// A problem in words: what could not be done, what happened and where, and what to do about it.
/// Plain text.
struct ProblemText
{
    QString title; ///< `Could not join the tracker`; no full stop
    QString what; ///< a sentence
    QString advice; ///< a sentence

    /// All of it on one line.
    [[nodiscard]] QString line() const;

    bool operator==(const ProblemText &) const = default;
};

[[nodiscard]] ProblemText describe(const engine::Problem &problem);

} // namespace ft::models
