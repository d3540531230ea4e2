#include "tracker/control/controlmessage.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace ft::tracker {

namespace {

constexpr QLatin1String Line{"line"};
constexpr QLatin1String Json{"json"};
constexpr QLatin1String Status{"status"};
constexpr QLatin1String Output{"output"};
constexpr QLatin1String Error{"error"};

QByteArray toLine(const QJsonObject &object)
{
    return QJsonDocument{object}.toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

QByteArray encode(const ControlRequest &request)
{
    return toLine({{Line, request.line}, {Json, request.style == Style::Json}});
}

QByteArray encode(const Answer &answer)
{
    return toLine({{Status, static_cast<int>(answer.status)},
                   {Output, answer.output},
                   {Error, answer.error}});
}

std::optional<ControlRequest> decodeControlRequest(const QByteArray &line)
{
    const auto object = QJsonDocument::fromJson(line).object();
    if (!object.value(Line).isString())
        return std::nullopt;
    return ControlRequest{object.value(Line).toString(),
                          object.value(Json).toBool() ? Style::Json : Style::Tables};
}

std::optional<Answer> decodeAnswer(const QByteArray &line)
{
    const auto object = QJsonDocument::fromJson(line).object();
    const int status = object.value(Status).toInt(-1);
    if (status < 0 || status > static_cast<int>(Answer::Status::WrongUsage))
        return std::nullopt;
    return Answer{static_cast<Answer::Status>(status),
                  object.value(Output).toString(),
                  object.value(Error).toString()};
}

} // namespace ft::tracker
