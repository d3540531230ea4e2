#include "peer-gui/engine/startmessage.h"

#include <QByteArrayList>

#include <algorithm>

namespace ft::engine {

namespace {

constexpr QByteArrayView Magic = "FileTracker start 1";

} // namespace

std::optional<QByteArray> encode(const StartMessage &message)
{
    if (message.arguments.size() > StartMessage::MaxArguments)
        return std::nullopt;
    QByteArrayList words{Magic.toByteArray(), message.activationToken};
    for (const QString &argument : message.arguments)
        words << argument.toUtf8();
    const auto holdsNul = [](const QByteArray &word) {
        return word.contains('\0');
    };
    if (std::any_of(words.begin(), words.end(), holdsNul))
        return std::nullopt;
    const QByteArray bytes = words.join('\0') + '\0';
    return bytes.size() <= StartMessage::MaxBytes ? std::optional{bytes} : std::nullopt;
}

std::optional<StartMessage> decodeStartMessage(QByteArrayView bytes)
{
    if (bytes.size() > StartMessage::MaxBytes || !bytes.endsWith('\0'))
        return std::nullopt;
    const auto words = bytes.chopped(1).toByteArray().split('\0');
    if (words.size() < 2 || words.size() - 2 > StartMessage::MaxArguments
        || words.constFirst() != Magic)
        return std::nullopt;
    StartMessage message;
    message.activationToken = words.at(1);
    for (const QByteArray &word : words.mid(2)) {
        const auto argument = QString::fromUtf8(word);
        if (argument.toUtf8() != word)
            return std::nullopt;
        message.arguments << argument;
    }
    return message;
}

} // namespace ft::engine
