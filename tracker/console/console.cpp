#include "tracker/console/console.h"

namespace ft::tracker {

namespace {

constexpr std::chrono::seconds SampleEvery{1};

template <typename Commands, typename Command>
concept Runs = requires(Commands commands, Command command, Reply reply)
{
    commands.run(command, reply);
};

} // namespace

Console::Console(Surroundings surroundings)
    : m_surroundings(std::move(surroundings))
{
    connect(&m_sampling, &QTimer::timeout, this, [this] { m_stats.sample(); });
    m_sampling.start(SampleEvery);
}

void Console::execute(const QString &line, Style style, Reply::Finished finished)
{
    if (line.trimmed().isEmpty())
        return finished({});
    const Reply reply{style, std::move(finished)};
    const auto command = parseCommand(line);
    if (!command)
        return reply.wrongUsage(command.error());
    const auto runs = [&]<typename Known>(const Known &known) {
        if constexpr (Runs<PeerCommands, Known>)
            m_peers.run(known, reply);
        else if constexpr (Runs<AccessCommands, Known>)
            m_access.run(known, reply);
        else if constexpr (Runs<StatsCommand, Known>)
            m_stats.run(known, reply);
        else if constexpr (Runs<OperatorCommands, Known>)
            m_operator.run(known, reply);
        else
            run(known, reply);
    };
    std::visit(runs, *command);
}

void Console::run(const ShowHelp &command, const Reply &reply)
{
    reply.text(QStringLiteral("help"), commandHelp(command.command));
}

void Console::run(const Quit &, const Reply &reply)
{
    reply.done({}, {{QStringLiteral("quit"), true}});
    emit quitRequested();
}

} // namespace ft::tracker
