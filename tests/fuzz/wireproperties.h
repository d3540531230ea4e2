#pragma once

#include <QByteArrayView>

#include <array>

/// What must hold for any bytes from the network. Each function ends the program when it does not.
namespace ft::fuzz {

void checkTrackerRequest(QByteArrayView bytes);
void checkTrackerReply(QByteArrayView bytes);
void checkPeerRequest(QByteArrayView bytes);
void checkPeerReply(QByteArrayView bytes);
void checkFraming(QByteArrayView bytes);
void checkClassic(QByteArrayView bytes);
void checkSharedPath(QByteArrayView bytes);
void checkSearchQuery(QByteArrayView bytes);
void checkFolding(QByteArrayView bytes);

struct Property
{
    const char *name; ///< of its corpus folder and its fuzzer
    void (*check)(QByteArrayView bytes);
};

inline constexpr std::array<Property, 9> Properties{{{"tracker-request", checkTrackerRequest},
                                                     {"tracker-reply", checkTrackerReply},
                                                     {"peer-request", checkPeerRequest},
                                                     {"peer-reply", checkPeerReply},
                                                     {"framing", checkFraming},
                                                     {"classic", checkClassic},
                                                     {"shared-path", checkSharedPath},
                                                     {"search-query", checkSearchQuery},
                                                     {"folding", checkFolding}}};

} // namespace ft::fuzz
