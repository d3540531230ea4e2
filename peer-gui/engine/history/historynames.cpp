#include "peer-gui/engine/history/historynames.h"

#include "common/base/overloaded.h"
#include "common/protocol/commoncodec.h"
#include "peer-gui/engine/names.h"
#include "peer-gui/engine/problemnames.h"

namespace ft::engine {

namespace {

using names::Name;
using protocol::RefusalCode;

constexpr std::array Directions{
    Name<RequestDirection>{RequestDirection::Made, QLatin1StringView{"made"}},
    Name<RequestDirection>{RequestDirection::Served, QLatin1StringView{"served"}},
};

constexpr std::array Kinds{
    Name<RequestKind>{RequestKind::Search, QLatin1StringView{"search"}},
    Name<RequestKind>{RequestKind::IndexGet, QLatin1StringView{"index-get"}},
    Name<RequestKind>{RequestKind::FileHash, QLatin1StringView{"file-hash"}},
    Name<RequestKind>{RequestKind::Browse, QLatin1StringView{"browse"}},
    Name<RequestKind>{RequestKind::Download, QLatin1StringView{"download"}},
};

constexpr std::array Outcomes{
    Name<RequestOutcome>{RequestOutcome::Running, QLatin1StringView{"running"}},
    Name<RequestOutcome>{RequestOutcome::Done, QLatin1StringView{"done"}},
    Name<RequestOutcome>{RequestOutcome::Failed, QLatin1StringView{"failed"}},
    Name<RequestOutcome>{RequestOutcome::Canceled, QLatin1StringView{"canceled"}},
    Name<RequestOutcome>{RequestOutcome::Refused, QLatin1StringView{"refused"}},
    Name<RequestOutcome>{RequestOutcome::Interrupted, QLatin1StringView{"interrupted"}},
};

constexpr std::array Transports{
    Name<Transport>{Transport::Tcp, QLatin1StringView{"tcp"}},
    Name<Transport>{Transport::Udp, QLatin1StringView{"udp"}},
};

QString toText(RefusalCode code)
{
    return QString::fromLatin1(protocol::wireCode(code));
}

} // namespace

QString toText(RequestDirection direction)
{
    return names::textOf(Directions, direction);
}

std::optional<RequestDirection> directionFrom(QStringView text)
{
    return names::valueOf(Directions, text);
}

QString toText(RequestKind kind)
{
    return names::textOf(Kinds, kind);
}

std::optional<RequestKind> requestKindFrom(QStringView text)
{
    return names::valueOf(Kinds, text);
}

QString toText(RequestOutcome outcome)
{
    return names::textOf(Outcomes, outcome);
}

std::optional<RequestOutcome> requestOutcomeFrom(QStringView text)
{
    return names::valueOf(Outcomes, text);
}

QString toText(Transport transport)
{
    return names::textOf(Transports, transport);
}

std::optional<Transport> transportFrom(QStringView text)
{
    return names::valueOf(Transports, text);
}

QString toText(const RequestReason &reason)
{
    return std::visit(Overloaded{[](std::monostate) { return QString{}; },
                                 [](auto code) {
                                     return toText(code);
                                 }},
                      reason);
}

RequestReason reasonFrom(RequestDirection direction, const QString &text)
{
    if (text.isEmpty())
        return {};
    if (direction == RequestDirection::Made)
        return problemCodeFrom(text);
    for (int number = 0; number < protocol::RefusalCodeCount; ++number) {
        const auto code = static_cast<RefusalCode>(number);
        if (toText(code) == text)
            return code;
    }
    return RefusalCode::Other;
}

} // namespace ft::engine
