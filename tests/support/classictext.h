#pragma once

#include "tests/support/classichabits.h"

#include <QDate>

#include <compare>
#include <optional>
#include <vector>

/// What programs of the classic dialect write and read, by string handling of their own.
namespace ft::test {

struct ClassicFile
{
    QByteArray name; ///< with its extension
    QByteArray content;
    QByteArray mediaType = "text/plain";
    QDate modified{2026, 11, 5};
};

/// A record, with every field as it stands on the wire.
struct ClassicListing
{
    QByteArray name;
    QByteArray type;
    QByteArray size;
    QByteArray date;
    QByteArray address;
    QByteArray port;

    // What the comparison is made of holds a literal zero.
    // NOLINTNEXTLINE(modernize-use-nullptr)
    std::weak_ordering operator<=>(const ClassicListing &) const = default;
};
using ClassicListings = std::vector<ClassicListing>;

struct ClassicAnswer
{
    enum class Kind { Found, NotFound, Silence, Garbled };

    Kind kind = Kind::Silence;
    ClassicListings records; ///< sorted
    QByteArray wire; ///< every byte that came
};

/// The record of a file, told by the habits.
[[nodiscard]] ClassicListing listingOf(const ClassicHabits &habits,
                                       const ClassicFile &file,
                                       const QHostAddress &address,
                                       quint16 port);
[[nodiscard]] QByteArray wireOf(const ClassicHabits &habits, const ClassicListings &records);
[[nodiscard]] QByteArray searchFor(const ClassicHabits &habits, const QByteArray &name);
[[nodiscard]] QByteArray requestOf(const ClassicHabits &habits, const ClassicListing &record);

/// Reads an answer as strictly as these habits: what another program would take is Garbled when
/// this one would not.
[[nodiscard]] ClassicAnswer readAnswer(const ClassicHabits &habits, const QByteArray &wire);

/// Whether this is a request for the record that a program with these habits understands.
[[nodiscard]] bool isRequestFor(const ClassicHabits &habits,
                                const QByteArray &request,
                                const ClassicListing &record);

} // namespace ft::test
