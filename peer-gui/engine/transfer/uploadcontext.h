#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/background.h"
#include "peer-gui/engine/servedlog.h"
#include "peer-gui/engine/share/sharecatalog.h"
#include "peer-gui/engine/transfer/accesspolicy.h"
#include "peer-gui/engine/transfer/partialshare.h"
#include "peer-gui/engine/transfer/ratelimiter.h"
#include "peer-gui/engine/transfer/udpservice.h"
#include "peer-gui/engine/transfer/uploadslots.h"

#include <functional>

namespace ft::engine {

/// What serving needs of the engine around it.
struct UploadContext
{
    const Background &background;
    const ShareCatalog &catalog;
    AccessPolicy &access;
    RateArbiter &rate; ///< of all uploads together
    UploadSlots &uploadSlots;
    const Clock &clock;
    HostName name;
    QByteArray agent;
    std::function<void(const SharedPath &)>
        fileChanged; ///< the file on disk is not the one that was hashed
    const PartialShare *partials = nullptr; ///< may be null: only whole files are served
    UdpService *udp = nullptr; ///< may be null: no UDP is offered
    std::chrono::milliseconds idleDeadline{120'000}; ///< without a request, or without a byte taken
    std::size_t mostConnections = 1'000; ///< served at once
    ServedLog *served = nullptr; ///< may be null: nothing is recorded
};

} // namespace ft::engine
