// SPDX-License-Identifier: Apache-2.0
// A report as a folder that appears as a whole: a failure leaves what was there before.
#pragma once

#include <string>

namespace alidade {

/// A folder beside `target` for the time of writing; removed again with what is in it unless commit() was called.
class ReportFolder {
public:
    /// @throws InvalidRequest if the target is there and is no report (it may be an empty folder), Error (disk)
    explicit ReportFolder(std::string target);
    ~ReportFolder();
    ReportFolder(const ReportFolder&) = delete;
    ReportFolder& operator=(const ReportFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// Writes a file; `name` may have a folder in front. @throws Error
    void write(const std::string& name, const std::string& text) const;
    /// Puts the folder in the target's place, in one step where there was a report before. @throws Error
    void commit();

private:
    std::string m_target;
    std::string m_path;
    bool m_committed = false;
};

/// A file that each report has, by which its folder is known again.
inline constexpr const char* reportMark = "report.json";

} // namespace alidade
