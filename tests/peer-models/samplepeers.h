#pragma once

#include "peer-gui/engine/connectivity/connectivityreport.h"
#include "peer-gui/engine/peers/peerping.h"
#include "peer-gui/engine/peers/peerquestion.h"
#include "peer-gui/engine/tracker/listedpeer.h"
#include "tests/peer-models/sampledata.h"

/// Other peers, made up for tests and pictures.
namespace ft::sample {

/// `name` null for a classic peer.
[[nodiscard]] inline engine::ListedPeer listedPeer(const char *name,
                                                   const char *address,
                                                   std::uint32_t files,
                                                   std::uint64_t bytes)
{
    return {name ? HostName::parse(name) : std::nullopt, endpoint(address), files, bytes, {}, {}};
}

[[nodiscard]] inline engine::ToldFile toldFile(const char *path,
                                               std::uint64_t size,
                                               std::optional<engine::ChecksumMark> mark = {})
{
    engine::ToldFile told{file(path, "text/plain", size), mark, {}};
    told.record.md5 = Md5Sum::fromHex("9e107d9d372bb6826bd81d3542a419d6");
    if (mark && *mark != engine::ChecksumMark::New)
        told.toldBefore = std::chrono::sys_seconds{std::chrono::seconds{1773400000}};
    return told;
}

[[nodiscard]] inline engine::PingAnswer pingAnswer(std::vector<std::chrono::microseconds> times)
{
    engine::PingAnswer answer;
    answer.endpoint = endpoint("10.0.0.4:40112");
    answer.connected = std::chrono::microseconds{900};
    answer.roundTrips = std::move(times);
    return answer;
}

/// Every check in this state.
[[nodiscard]] inline engine::ConnectivityReport report(engine::ConnectivityCheck::State state)
{
    using Check = engine::ConnectivityCheck;
    engine::ConnectivityReport report;
    for (std::size_t i = 0; i < Check::SubjectCount; ++i) {
        Check check;
        check.subject = static_cast<Check::Subject>(i);
        check.state = state;
        report.checks.push_back(check);
    }
    report.isOver = state != Check::State::Running;
    return report;
}

} // namespace ft::sample
