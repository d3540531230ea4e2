#include "tests/support/classictext.h"

#include <QRegularExpression>

#include <algorithm>

namespace ft::test {

namespace {

using Separator = ClassicHabits::Separator;

QByteArray between(Separator separator)
{
    switch (separator) {
    case Separator::Newline:
        return "\n";
    case Separator::Bar:
        return "|";
    case Separator::None:
        break;
    }
    return {};
}

QByteArray comma(const ClassicHabits &habits)
{
    return habits.isSpaced ? ", " : ",";
}

QByteArray prefix(const char *verb, const ClassicHabits &habits)
{
    return QByteArray{verb} + (habits.hasSpacedPrefix ? ": " : ":");
}

QByteArray extensionOf(const QByteArray &name)
{
    return name.sliced(name.lastIndexOf('.') + 1);
}

/// Splits at the last commas only: a name may hold some of its own.
QByteArrayList splitFromTheRight(QByteArray text, const QByteArray &separator, int fields)
{
    QByteArrayList result;
    for (auto at = text.lastIndexOf(separator); at >= 0 && result.size() + 1 < fields;
         at = text.lastIndexOf(separator)) {
        result.prepend(text.sliced(at + separator.size()));
        text.truncate(at);
    }
    result.prepend(text);
    return result;
}

/// The texts between `<` and `>`, where records are separated exactly so.
std::optional<QByteArrayList> splitRecords(QByteArray list, Separator separator)
{
    QByteArrayList result;
    const QByteArray border = '>' + between(separator) + '<';
    if (!list.startsWith('<') || !list.endsWith('>'))
        return std::nullopt;
    list = list.sliced(1, list.size() - 2);
    for (auto at = list.indexOf(border); at >= 0; at = list.indexOf(border)) {
        result << list.first(at);
        list.remove(0, at + border.size());
    }
    return result << list;
}

bool isPlausible(const ClassicListing &record, bool takesLongYears)
{
    // A name holds `<` and `>`, but not what parts records for somebody else.
    static const QRegularExpression border{QStringLiteral(">[\\s|]*<")};
    static const QRegularExpression number{QStringLiteral("^\\d+$")};
    static const QRegularExpression date{QStringLiteral("^\\d\\d/\\d\\d/\\d\\d$")};
    static const QRegularExpression longDate{QStringLiteral("^\\d\\d/\\d\\d/\\d\\d(\\d\\d)?$")};
    const auto is = [](const QRegularExpression &shape, const QByteArray &text) {
        return shape.match(QString::fromUtf8(text)).hasMatch();
    };
    return !record.name.isEmpty() && !is(border, record.name) && !record.type.isEmpty()
           && is(number, record.size) && is(takesLongYears ? longDate : date, record.date)
           && !QHostAddress{QString::fromUtf8(record.address)}.isNull() && is(number, record.port)
           && record.type.trimmed() == record.type;
}

std::optional<ClassicListings> readRecords(const ClassicHabits &habits, const QByteArray &list)
{
    ClassicListings records;
    const auto texts = splitRecords(list, habits.separator);
    if (!texts)
        return std::nullopt;
    for (const auto &text : *texts) {
        const auto fields = splitFromTheRight(text, comma(habits), 6);
        if (fields.size() != 6)
            return std::nullopt;
        records.push_back({fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]});
        if (!isPlausible(records.back(), habits.hasLongYears))
            return std::nullopt;
    }
    std::sort(records.begin(), records.end());
    return records;
}

/// What stands behind `FOUND: `, or behind `FOUND:` for those who write no space there themselves.
std::optional<QByteArray> foundList(const ClassicHabits &habits, const QByteArray &wire)
{
    if (wire.startsWith("FOUND: "))
        return wire.sliced(7);
    if (!habits.hasSpacedPrefix && wire.startsWith("FOUND:"))
        return wire.sliced(6);
    return std::nullopt;
}

bool isFields(const QByteArrayList &fields, const ClassicListing &record)
{
    return fields == QByteArrayList{record.name, record.type, record.size};
}

} // namespace

ClassicListing listingOf(const ClassicHabits &habits,
                         const ClassicFile &file,
                         const QHostAddress &address,
                         quint16 port)
{
    const auto extension = extensionOf(file.name);
    const bool hasMediaType = habits.types == ClassicHabits::Types::Media;
    const auto years = habits.hasLongYears ? QStringLiteral("dd/MM/yyyy")
                                           : QStringLiteral("dd/MM/yy");
    return {habits.hasFullNames ? file.name : file.name.chopped(extension.size() + 1),
            hasMediaType ? file.mediaType : extension,
            QByteArray::number(file.content.size()),
            file.modified.toString(years).toLatin1(),
            address.toString().toLatin1(),
            QByteArray::number(port)};
}

QByteArray wireOf(const ClassicHabits &habits, const ClassicListings &records)
{
    QByteArrayList texts;
    for (const auto &record : records) {
        const QByteArrayList fields{
            record.name, record.type, record.size, record.date, record.address, record.port};
        texts << '<' + fields.join(comma(habits)) + '>';
    }
    return texts.join(between(habits.separator));
}

QByteArray searchFor(const ClassicHabits &habits, const QByteArray &name)
{
    return prefix("SEARCH", habits) + name;
}

QByteArray requestOf(const ClassicHabits &habits, const ClassicListing &record)
{
    return prefix("DOWNLOAD", habits)
           + QByteArrayList{record.name, record.type, record.size}.join(comma(habits));
}

ClassicAnswer readAnswer(const ClassicHabits &habits, const QByteArray &wire)
{
    using Kind = ClassicAnswer::Kind;
    if (wire.isEmpty())
        return {Kind::Silence, {}, wire};
    if (wire == "NOT FOUND")
        return {Kind::NotFound, {}, wire};
    if (const auto list = foundList(habits, wire)) {
        if (const auto records = readRecords(habits, *list))
            return {Kind::Found, *records, wire};
    }
    return {Kind::Garbled, {}, wire};
}

bool isRequestFor(const ClassicHabits &habits,
                  const QByteArray &request,
                  const ClassicListing &record)
{
    const auto fieldsBehind = [&request](const QByteArray &verb, const QByteArray &separator) {
        return request.startsWith(verb)
                   ? splitFromTheRight(request.sliced(verb.size()), separator, 3)
                   : QByteArrayList{};
    };
    switch (habits.understands) {
    case ClassicHabits::Understands::Compact:
        return isFields(fieldsBehind("DOWNLOAD:", ","), record);
    case ClassicHabits::Understands::Spaced:
        return isFields(fieldsBehind("DOWNLOAD: ", ", "), record);
    case ClassicHabits::Understands::Both:
        break;
    }
    auto fields = fieldsBehind("DOWNLOAD:", ",");
    std::transform(fields.begin(), fields.end(), fields.begin(), [](const QByteArray &field) {
        return field.trimmed();
    });
    return isFields(fields, record);
}

} // namespace ft::test
